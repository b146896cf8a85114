//! The template engine, as letters need it: nothing undefined is written, HTML is escaped, plain text is not.

use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, Value};

use super::embedded::TEMPLATES;
use super::own_files::OwnFiles;
use super::template_error::TemplateError;
use crate::sentence::{Sentence, escaped};

/// All templates, the operator's in the place of embedded ones.
pub(super) fn environment(own: &OwnFiles) -> Result<Environment<'static>, TemplateError> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment
        .set_auto_escape_callback(|name| if name.ends_with(".html") { AutoEscape::Html } else { AutoEscape::None });
    environment.set_formatter(write);
    for (name, source) in TEMPLATES {
        let added = match own.get(name) {
            Some(own) => environment.add_template_owned(*name, own.to_owned()),
            None => environment.add_template(name, source),
        };
        added.map_err(|error| located(&error, name, own))?;
    }
    Ok(environment)
}

/// Writes a value. The engine's own escaping would also write slashes of links as entities.
fn write(out: &mut Output<'_>, state: &State<'_, '_>, value: &Value) -> Result<(), Error> {
    if value.is_undefined() || value.is_none() {
        return Err(Error::new(ErrorKind::UndefinedError, "there is no such value in this letter"));
    }
    let text = match (state.auto_escape(), value.downcast_object_ref::<Sentence>()) {
        (AutoEscape::None, _) => value.to_string(),
        (_, Some(sentence)) => sentence.to_html(),
        (_, None) if value.is_safe() => value.to_string(),
        (_, None) => escaped(&value.to_string()),
    };
    out.write_str(&text).map_err(Error::from)
}

/// An error of the engine with the file and line of its innermost cause.
pub(super) fn located(error: &Error, name: &str, own: &OwnFiles) -> TemplateError {
    let mut cause = error;
    while let Some(inner) = std::error::Error::source(cause).and_then(|source| source.downcast_ref::<Error>()) {
        cause = inner;
    }
    let what = cause.kind().to_string();
    let reason = cause.detail().map_or(what.clone(), |detail| format!("{what}: {detail}"));
    own.error(cause.name().or(error.name()).unwrap_or(name), cause.line().or(error.line()), reason)
}

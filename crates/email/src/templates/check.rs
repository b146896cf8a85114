//! What is asked of templates before the first letter: every value that they name is there, and a letter of every kind can be
//! written in every language.

use deskhand_domain::people::Language;
use minijinja::Value;

use super::letter_set::LetterSet;
use super::template_error::TemplateError;
use crate::mail_view::MailView;
use crate::samples;

/// Writes all samples with these templates; the number of letters.
pub(super) fn check(set: &LetterSet) -> Result<usize, TemplateError> {
    let invalid = |error: &dyn std::fmt::Display| TemplateError::new("the samples of letters", None, error);
    let letterhead = samples::letterhead().map_err(|error| invalid(&error))?;
    let mut samples = samples::samples().map_err(|error| invalid(&error))?;
    let mut views = Vec::new();
    for sample in &samples {
        let view = MailView::new(sample, &letterhead, set.words(sample.language)).map_err(|error| invalid(&error))?;
        views.push(Value::from_serialize(&view));
    }
    for (name, source) in set.own.iter().filter(|(name, _)| !name.starts_with("words/")) {
        check_names(set, name, source, &views)?;
    }
    let mut letters = 0;
    for language in Language::ALL {
        for sample in &mut samples {
            sample.language = *language;
            set.write(sample, &letterhead)?;
            letters += 1;
        }
    }
    Ok(letters)
}

/// Also the values in branches that no sample takes are values of letters.
fn check_names(set: &LetterSet, name: &str, source: &str, views: &[Value]) -> Result<(), TemplateError> {
    let Ok(template) = set.environment.get_template(name) else { return Ok(()) };
    let globals: Vec<&str> = set.environment.globals().map(|(name, _)| name).collect();
    let is_known = |path: &str| match path.split_once('.') {
        Some(("mail", rest)) => views.iter().any(|view| resolves(view, rest)),
        _ => matches!(path, "mail" | "t") || globals.contains(&path),
    };
    let mut unknown: Vec<String> = template.undeclared_variables(true).into_iter().collect();
    unknown.retain(|path| !is_known(path));
    unknown.sort();
    match unknown.first() {
        Some(path) => {
            let line = source.lines().position(|line| line.contains(path.as_str())).map(|index| index + 1);
            let reason = format!("there is no value {path}; docs/letters.md lists those that letters have");
            Err(set.own.error(name, line, reason))
        }
        None => Ok(()),
    }
}

fn resolves(view: &Value, path: &str) -> bool {
    let value = path.split('.').try_fold(view.clone(), |value, name| value.get_attr(name));
    value.is_ok_and(|value| !value.is_undefined())
}

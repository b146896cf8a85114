use minijinja::{Error, ErrorKind, Template, Value};

/// The block of a template that says what happened.
const HAPPENED: &str = "happened";

/// What a letter says without its frame. An own template that has no such block is there whole.
pub(super) fn what_happened(template: &Template<'_, '_>, values: &Value) -> Result<String, Error> {
    let mut letter = template.render_captured(values)?;
    match letter.with_state_mut(|state| state.render_block(HAPPENED)) {
        Err(error) if error.kind() == ErrorKind::UnknownBlock => Ok(letter.into_output()),
        written => written,
    }
}

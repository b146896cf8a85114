use crate::invalid::Invalid;

/// What an address or an id in a header must be at least: not empty, of at most `max` bytes, without control characters.
pub(super) fn check_word(text: &str, max: usize) -> Result<(), Invalid> {
    if text.is_empty() {
        return Err(Invalid::Empty);
    }
    if text.len() > max {
        return Err(Invalid::TooLong { max });
    }
    if text.contains(char::is_control) {
        return Err(Invalid::ControlCharacter);
    }
    Ok(())
}

use super::json_body::TEXT_LIMIT;

/// The limit of bodies with a long text, in bytes. Some clients escape everything that is not ASCII: 12 bytes for a character of 4.
pub(crate) const ESCAPED_TEXT_LIMIT: usize = 3 * TEXT_LIMIT;

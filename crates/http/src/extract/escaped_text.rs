use super::json_body::TEXT_LIMIT;

/// The limit of bodies with a long text, in bytes: there are clients that escape all that is not ASCII, which makes 12
/// bytes of a character of 4.
pub(crate) const ESCAPED_TEXT_LIMIT: usize = 3 * TEXT_LIMIT;

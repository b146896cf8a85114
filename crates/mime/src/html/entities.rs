use std::borrow::Cow;

use mail_parser::decoders::html::add_html_token;

/// The longest name of a character in HTML has 31 letters.
const LONGEST: usize = 34;

/// `&amp;` is `&`. What is no reference to a character stays as it is.
pub(super) fn decode(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, from) = rest.split_at(at);
        decoded.push_str(before);
        let length = from.bytes().take(LONGEST).position(|byte| byte == b';').map_or(1, |end| end + 1);
        let (reference, after) = from.split_at(length);
        add_html_token(&mut decoded, reference.as_bytes(), false);
        rest = after;
    }
    decoded.push_str(rest);
    Cow::Owned(decoded)
}

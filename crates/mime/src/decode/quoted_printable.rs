/// Decodes quoted-printable: of a body, or of an encoded word, where `_` is a space. A `=` that begins no code stays as it is.
pub(super) fn decode_quoted_printable(text: &[u8], is_word: bool) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((byte, after)) = rest.split_first() {
        rest = after;
        match byte {
            b'=' => match (soft_line_end(after), code(after)) {
                (Some(next), _) => rest = next,
                (None, Some((code, next))) => {
                    bytes.push(code);
                    rest = next;
                }
                (None, None) => bytes.push(b'='),
            },
            b'_' if is_word => bytes.push(b' '),
            byte => bytes.push(*byte),
        }
    }
    bytes
}

/// What follows a `=` at the end of a line, white space after it aside.
fn soft_line_end(text: &[u8]) -> Option<&[u8]> {
    let blank = text.iter().take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r')).take(80).count();
    match text.get(blank..)? {
        [b'\n', rest @ ..] => Some(rest),
        [] => Some(&[]),
        _ => None,
    }
}

fn code(text: &[u8]) -> Option<(u8, &[u8])> {
    let (digits, rest) = text.split_at_checked(2)?;
    let digits =
        std::str::from_utf8(digits).ok().filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
    Some((u8::from_str_radix(digits, 16).ok()?, rest))
}

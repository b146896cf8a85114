use std::borrow::Cow;

use super::base64::decode_base64;
use super::quoted_printable::decode_quoted_printable;

/// The bytes of a part.
#[derive(Debug)]
pub(crate) struct Decoded<'m> {
    pub(crate) bytes: Cow<'m, [u8]>,
    /// What follows the encoded bytes and is not encoded: a footer of a list, or what a broken program wrote.
    pub(crate) rest: &'m [u8],
}

/// Takes the `Content-Transfer-Encoding` off. Never fails: what is not encoded as it says is taken as it is.
pub(crate) fn decode_transfer<'m>(encoding: Option<&[u8]>, body: &'m [u8]) -> Decoded<'m> {
    let word = encoding.unwrap_or_default().split(|byte| matches!(byte, b';' | b'(')).next().unwrap_or_default();
    let word = word.trim_ascii();
    if word.eq_ignore_ascii_case(b"base64") {
        let (bytes, rest) = decode_base64(body);
        Decoded { bytes: Cow::Owned(bytes), rest }
    } else if word.eq_ignore_ascii_case(b"quoted-printable") {
        Decoded { bytes: Cow::Owned(decode_quoted_printable(body, false)), rest: b"" }
    } else {
        Decoded { bytes: Cow::Borrowed(body), rest: b"" }
    }
}

//! From bytes to characters: transfer encodings, character sets, encoded words.

mod base64;
mod charset;
mod encoded_word;
mod quoted_printable;
mod transfer;

pub(crate) use charset::decode_text;
pub(crate) use encoded_word::{EncodedWords, decode_header, one_line};
pub(crate) use transfer::{Decoded, decode_transfer};

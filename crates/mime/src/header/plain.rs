use crate::decode::{decode_text, one_line};

/// Fields of one kind are read up to this number of times. More are no mail's.
pub(super) const MOST_OF_A_KIND: usize = 100;

/// A value in one line, without decoding encoded words: they mean nothing in fields for programs.
pub(crate) fn plain(value: &[u8]) -> String {
    one_line(&decode_text(value, None))
}

pub(crate) mod discard;
pub(crate) mod keep;
pub(crate) mod key;
pub(crate) mod read;

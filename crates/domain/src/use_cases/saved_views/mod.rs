pub(crate) mod discard;
pub(crate) mod keep;
pub(crate) mod list;

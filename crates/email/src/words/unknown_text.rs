/// A text that is not there, or lacks an argument.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub(crate) struct UnknownText(pub(crate) String);

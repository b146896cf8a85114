//! The log of what happened, by ticket and as one feed.

pub(crate) mod feed;
pub(crate) mod history;

//! API keys: finding, revoking and listing them.

pub(crate) mod authenticating;
mod fixture;
pub(crate) mod listing;
pub(crate) mod live;
pub(crate) mod revoking;
pub(crate) mod storing;

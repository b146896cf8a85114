//! API keys: found by id and digest, ended once, listed.

pub(crate) mod authenticating;
mod fixture;
pub(crate) mod listing;
pub(crate) mod live;
pub(crate) mod revoking;
pub(crate) mod storing;

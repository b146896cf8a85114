//! Requests that are carried out once, however often they are sent.

pub(crate) mod claims;
pub(crate) mod concurrent;
pub(crate) mod expiry;
mod fixture;
pub(crate) mod privacy;

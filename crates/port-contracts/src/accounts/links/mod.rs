//! Links in mails: good once, for a while, one for each purpose.

pub(crate) mod expiry;
mod fixture;
pub(crate) mod reading;
pub(crate) mod replacing;
pub(crate) mod using;

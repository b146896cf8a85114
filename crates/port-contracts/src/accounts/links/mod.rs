//! Links in mails: each can be used once, until it expires, and there is one for each purpose.

pub(crate) mod expiry;
mod fixture;
pub(crate) mod mailboxes;
pub(crate) mod reading;
pub(crate) mod replacing;
pub(crate) mod using;

//! Mail: the outbox, and what readers see of it.

pub(crate) mod mailing;
pub(crate) mod mails;
pub(crate) mod outbox;

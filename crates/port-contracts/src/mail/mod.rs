//! Mail: what came in, the outbox, and what readers see of it.

mod failing_storage;
pub(crate) mod intake;
pub(crate) mod mailboxes;
pub(crate) mod outbox;
pub(crate) mod queued_with_ticket;
pub(crate) mod reading;

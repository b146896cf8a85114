pub(crate) mod claim;
pub(crate) mod compose_mail;
pub(crate) mod deliver;
pub(crate) mod delivery_outcome;
pub(crate) mod delivery_rules;
pub(crate) mod digest;
pub(crate) mod outbox;
mod replies;
pub(crate) mod retry;

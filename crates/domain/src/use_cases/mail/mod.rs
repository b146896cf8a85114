pub(crate) mod claim;
pub(crate) mod compose_mail;
pub(crate) mod deliver;
pub(crate) mod outbox;
pub(crate) mod retry;

pub(crate) mod assign_backlog;
pub(crate) mod auto_close;
pub(crate) mod purge_expired;
pub(crate) mod purge_idempotency_keys;
pub(crate) mod restore;
pub(crate) mod tick;

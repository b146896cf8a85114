//! The ports that write, one file each, all on the same transaction.

mod api_keys;
mod history_log;
mod idempotency_keys;
mod outbox;
mod people;
mod sessions;
mod tickets;
pub(crate) mod upkeep;
mod workload;

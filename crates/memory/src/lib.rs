//! Every storage port of the domain in maps, with a real rollback: for tests, and for the domain in other services.
//!
//! One unit of work runs at a time, on a copy of the state; committing replaces the state with the copy. Readers see the
//! state of the last commit. Nothing is written to disk. It needs no async runtime and builds for `wasm32-unknown-unknown`.

mod account_links;
mod api_keys;
mod event_feed;
mod history_log;
mod idempotency_keys;
mod link_requests;
mod mail_queries;
mod maintenance;
mod outbox;
mod page;
mod people_queries;
mod people_repository;
mod queued_mail;
mod report_queries;
mod session_store;
mod shared;
mod state;
mod storage;
mod ticket_filter;
mod ticket_queries;
mod ticket_repository;
mod unit_of_work;
mod workload;

pub use storage::MemoryStorage;

//! The suites that every storage adapter must pass: what `deskhand_domain::ports` promises, as tests.
//!
//! An adapter's `tests/contracts.rs` is two things: a function that makes a fresh [`Adapter`], and
//! `deskhand_port_contracts::contract_suite!(that_function);`.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "all of this is tests: a missing value is a failed test"
)]

mod adapter;
mod fixtures;
mod pages;
mod random;
mod random_values;
mod suite;
mod suite_list;
mod use_case_setup;

mod account_links;
mod api_keys;
mod closing;
mod conversations;
mod decisions;
mod feed;
mod histories;
mod idempotency;
mod link_requests;
mod mailing;
mod mails;
mod maintenance;
mod numbers;
mod opening;
mod operations;
mod outbox;
mod people;
mod people_lists;
mod queues;
mod races;
mod reports;
mod rollback;
mod round_trips;
mod search;
mod sessions;
mod superadmins;
mod ticket_filters;
mod ticket_lists;
mod uniqueness;
mod versions;
mod visibility;
mod workload;

pub use adapter::Adapter;
pub use suite::{CONTRACTS, Contract, check};

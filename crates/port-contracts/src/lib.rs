//! The suites that every storage adapter must pass: what `deskhand_domain::ports` promises, as tests.
//!
//! An adapter's `tests/contracts.rs` is two things: a function that makes a fresh [`Adapter`], and
//! `deskhand_port_contracts::contract_suite!(that_function);`. A store of bytes has [`blob_suite!`].
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "all of this is tests: a missing value is a failed test"
)]

mod adapter;
mod fixtures;
mod suite;
mod suite_list;

mod accounts;
mod drafts;
mod events;
mod files;
mod mail;
mod maintenance;
mod people;
mod presence;
mod reports;
mod saved_views;
mod security;
mod tickets;
mod transactions;
mod transfer;
mod webhooks;

pub use adapter::Adapter;
pub use files::store;
pub use suite::{CONTRACTS, Contract, check};

//! Black-box tests of the whole program: real HTTP, a real database, real SMTP.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail by panicking")]

mod security_log;
mod support;

mod account_mails;
mod accounts;
mod api_keys;
mod authorization_walk;
mod auto_close;
mod bad_input;
mod canary;
mod console;
mod coverage;
mod crowd;
mod dead_letters;
mod docs_page;
mod drafts;
mod drop_in;
mod events;
mod files;
mod fingerprints;
mod first_steps;
mod incoming;
mod letters;
mod mail_rules;
mod mails;
mod metrics;
mod moving;
mod muting;
mod pages;
mod people;
mod profile;
mod quotas;
mod rate_limits;
mod ratings;
mod receipts;
mod reports;
mod retention;
mod retries;
mod role_plays;
mod second_factor;
mod security_txt;
mod system;
mod tickets;
mod webhooks;

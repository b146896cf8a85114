//! The rules of the help desk, tested by golden tables for review and by properties over generated cases.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail by panicking")]

mod account_links;
mod api_keys;
mod assignment_properties;
mod assignment_rules;
mod closing;
mod conversation;
mod core_storage;
mod events;
mod files;
mod followers;
mod golden;
mod identity;
mod incoming_decision;
mod incoming_intake;
mod incoming_mail;
mod mailing;
mod moves;
mod new_passwords;
mod notification_matrix;
mod notification_properties;
mod notification_table;
mod old_hashes;
mod people;
mod permissions_matrix;
mod policies;
mod quotas;
mod reports;
mod role_changes;
mod second_factors;
mod state_machine_properties;
mod texts;
mod transitions_table;
mod trimming;
mod use_case_steps;
mod values;

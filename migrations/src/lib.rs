//! The database schema, one change a file, on SQLite and PostgreSQL alike.
//!
//! A file that has been released is never edited again: the next change gets its own. What every table shares:
//! times are milliseconds since 1970, enums their stable words, and nothing relies on a collation.

use sea_orm_migration::prelude::*;
// What it takes to run them: users of this crate need no migration library of their own.
pub use sea_orm_migration::{MigrationTrait, MigratorTrait};

mod m0001_people;
mod m0002_tickets;
mod m0003_messages;
mod m0004_ticket_mutes;
mod m0005_history;
mod m0006_decisions;
mod m0007_outbox;
mod m0008_sessions;
mod m0009_mail_pauses;
mod m0010_text_search;
mod m0011_account_links;
mod m0012_api_keys;
mod m0013_idempotency_keys;
mod m0014_feed;
mod m0015_closing;
mod m0016_report_indexes;
mod m0018_settled_mail;
mod m0019_session_expiry;
mod m0021_due_mail;
mod m0022_hand_out;
mod m0023_search_merges;
mod m0024_small_merges;
mod m0025_accounts;
mod m0026_second_factors;
mod m0027_security_log;
mod m0028_turns;
mod m0029_desk_facts;
mod m0030_rules;
mod m0031_searched_messages;
mod m0032_public_versions;
mod m0033_event_tickets;
mod m0034_files;
mod m0035_incoming_mail;
mod m0036_language;
mod m0037_mailboxes;
mod m0038_followers;
mod m0040_digests;
mod m0041_bounces;
mod m0042_ratings;
mod m0043_drafts;
mod m0044_saved_views;
mod m0045_look;
mod m0046_presence;
mod m0047_own_requests;
mod m0048_webhooks;
mod refold;
mod table;

/// Every change of the schema, in order.
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_people::Migration),
            Box::new(m0002_tickets::Migration),
            Box::new(m0003_messages::Migration),
            Box::new(m0004_ticket_mutes::Migration),
            Box::new(m0005_history::Migration),
            Box::new(m0006_decisions::Migration),
            Box::new(m0007_outbox::Migration),
            Box::new(m0008_sessions::Migration),
            Box::new(m0009_mail_pauses::Migration),
            Box::new(m0010_text_search::Migration),
            Box::new(m0011_account_links::Migration),
            Box::new(m0012_api_keys::Migration),
            Box::new(m0013_idempotency_keys::Migration),
            Box::new(m0014_feed::Migration),
            Box::new(m0015_closing::Migration),
            Box::new(m0016_report_indexes::Migration),
            Box::new(m0018_settled_mail::Migration),
            Box::new(m0019_session_expiry::Migration),
            Box::new(m0021_due_mail::Migration),
            Box::new(m0022_hand_out::Migration),
            Box::new(m0023_search_merges::Migration),
            Box::new(m0024_small_merges::Migration),
            Box::new(m0025_accounts::Migration),
            Box::new(m0026_second_factors::Migration),
            Box::new(m0027_security_log::Migration),
            Box::new(m0028_turns::Migration),
            Box::new(m0029_desk_facts::Migration),
            Box::new(m0030_rules::Migration),
            Box::new(m0031_searched_messages::Migration),
            Box::new(m0032_public_versions::Migration),
            Box::new(m0033_event_tickets::Migration),
            Box::new(m0034_files::Migration),
            Box::new(m0035_incoming_mail::Migration),
            Box::new(m0036_language::Migration),
            Box::new(m0037_mailboxes::Migration),
            Box::new(m0038_followers::Migration),
            Box::new(m0040_digests::Migration),
            Box::new(m0041_bounces::Migration),
            Box::new(m0042_ratings::Migration),
            Box::new(m0043_drafts::Migration),
            Box::new(m0044_saved_views::Migration),
            Box::new(m0045_look::Migration),
            Box::new(m0046_presence::Migration),
            Box::new(m0047_own_requests::Migration),
            Box::new(m0048_webhooks::Migration),
        ]
    }
}

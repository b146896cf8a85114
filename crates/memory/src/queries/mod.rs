//! Reads of what was committed last.

mod api_keys;
mod drafts;
mod event_feed;
mod files;
mod incoming_mail;
mod mail;
mod page;
mod people;
mod reports;
mod saved_views;
mod security_log;
mod sessions;
mod text;
mod tickets;
mod transfer;
mod webhooks;

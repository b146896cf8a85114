//! The handlers, one a file, by what they are about.

pub(crate) mod account;
pub(crate) mod api_keys;
pub(crate) mod docs;
pub(crate) mod events;
pub(crate) mod export;
pub(crate) mod files;
pub(crate) mod incoming_mail;
pub(crate) mod outbox;
pub(crate) mod reports;
pub(crate) mod security;
pub(crate) mod sessions;
pub(crate) mod system;
pub(crate) mod tickets;
pub(crate) mod users;
pub(crate) mod webhooks;

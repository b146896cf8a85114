//! Reads outside any unit of work, on the connections that can't write.

pub(crate) mod account_links;
pub(crate) mod api_keys;
mod cached_sql;
mod drafts;
pub(crate) mod events;
pub(crate) mod files;
pub(crate) mod incoming_mail;
mod keyset;
pub(crate) mod mail;
pub(crate) mod people;
mod person_join;
pub(crate) mod reports;
mod saved_views;
pub(crate) mod security_log;
pub(crate) mod sessions;
pub(crate) mod text_search;
pub(crate) mod tickets;
mod transfer;
mod visibility;
pub(crate) mod webhooks;

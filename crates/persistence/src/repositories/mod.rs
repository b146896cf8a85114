//! The ports that write, one file each, all in one transaction.

mod account_links;
mod api_keys;
mod attachments;
mod blobs;
mod claimed_mails;
mod customer_uses;
mod drafts;
mod event_tickets;
pub(crate) mod followers;
mod history_log;
mod idempotency_keys;
mod link_requests;
pub(crate) mod mail_intake;
mod mailbox_cursors;
pub(crate) mod maintenance;
pub(crate) mod outbox;
pub(crate) mod people;
mod saved_views;
mod second_factors;
mod security_log;
mod sessions;
mod ticket_search;
mod tickets;
mod transfer;
mod username_reservations;
pub(crate) mod webhooks;
pub(crate) mod workload;

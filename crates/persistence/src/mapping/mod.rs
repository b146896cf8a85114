//! Converts rows to values of the domain and back. A row that is no valid value is `Corrupt`; the error has no values.

pub(crate) mod account_link;
pub(crate) mod api_key;
pub(crate) mod attachment;
pub(crate) mod decision;
pub(crate) mod decode;
pub(crate) mod draft;
pub(crate) mod event;
pub(crate) mod event_ticket;
pub(crate) mod incoming_mail;
pub(crate) mod mail;
pub(crate) mod message;
pub(crate) mod person;
pub(crate) mod saved_view;
pub(crate) mod second_factor;
pub(crate) mod security_event;
pub(crate) mod ticket;
pub(crate) mod ticket_search;
pub(crate) mod webhook;

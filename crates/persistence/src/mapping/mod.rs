//! Rows to values of the domain and back. What no longer makes a value is `Corrupt`, said without the value.

pub(crate) mod account_link;
pub(crate) mod api_key;
pub(crate) mod decision;
pub(crate) mod decode;
pub(crate) mod event;
pub(crate) mod mail;
pub(crate) mod message;
pub(crate) mod person;
pub(crate) mod ticket;

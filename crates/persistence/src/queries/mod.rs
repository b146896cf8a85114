//! Reads outside any unit of work, on the connections that can't write.

pub(crate) mod api_keys;
mod cached_sql;
mod count;
pub(crate) mod events;
mod keyset;
mod literal_limits;
pub(crate) mod mail;
pub(crate) mod people;
mod person_join;
pub(crate) mod reports;
pub(crate) mod text_search;
pub(crate) mod tickets;

//! How accounts are reached: sessions, API keys, second factors, links in mails and tickets for event streams.

pub(crate) mod api_keys;
pub(crate) mod event_tickets;
pub(crate) mod link_requests;
pub(crate) mod links;
pub(crate) mod second_factors;
pub(crate) mod sessions;

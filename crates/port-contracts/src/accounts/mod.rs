//! How accounts are reached: sessions, API keys and links in mails.

pub(crate) mod api_keys;
pub(crate) mod link_requests;
pub(crate) mod links;
pub(crate) mod sessions;

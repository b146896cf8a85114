//! What belongs to an account beside the person: API keys and links.

pub(crate) mod account_links;
pub(crate) mod api_keys;

//! The domain's port for webhooks: sends deliveries over HTTP by hyper, and only to public addresses unless the operator allows others.

mod answer;
mod client;
mod public_addresses;
mod resolver;
mod sender;
mod special_networks;

pub use sender::HttpSender;

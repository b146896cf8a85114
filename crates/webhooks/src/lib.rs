//! The domain's port for webhooks: sends deliveries over HTTP by hyper, and only to public addresses unless the operator allows others.

mod public_addresses;
mod resolver;
mod sender;

pub use sender::HttpSender;

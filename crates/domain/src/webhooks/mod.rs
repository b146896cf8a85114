//! Webhooks: addresses of other programs that are sent every event, signed as Standard Webhooks 1.0 says.

mod delivery;
mod kinds;
mod rules;
mod signing;
mod url;
mod webhook;

pub use delivery::{Delivery, DeliveryState};
pub use kinds::WebhookKinds;
pub use rules::WebhookRules;
pub use signing::{SealedKey, SigningKey, SigningKeys};
pub use url::WebhookUrl;
pub use webhook::{Webhook, WebhookDescription, WebhookState};

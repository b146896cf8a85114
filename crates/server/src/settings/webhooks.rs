use deskhand_domain::use_cases::WebhookRules;
use serde::Deserialize;
use time::Duration;

use super::Wrong;
use super::serde_duration::duration;

/// The longest time that a receiver may get: a delivery must end within its lease.
const LONGEST: Duration = Duration::minutes(1);

/// How webhooks are sent.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WebhookSettings {
    /// Whether they may go to addresses that are not on the public Internet, and without encryption.
    pub allow_private: bool,
    /// How long a receiver may take to answer.
    #[serde(deserialize_with = "duration")]
    pub timeout: Duration,
}

impl WebhookSettings {
    pub(crate) fn rules(&self) -> WebhookRules {
        WebhookRules { allow_unencrypted: self.allow_private, ..WebhookRules::default() }
    }

    pub(super) fn wrong_values(&self) -> Option<Wrong> {
        let reason = match self.timeout {
            none if none <= Duration::ZERO => "it must be more than 0",
            long if long > LONGEST => "more than 1m is too long",
            _ => return None,
        };
        Some(Wrong::new("webhooks.timeout", reason))
    }
}

use deskhand_domain::webhooks::WebhookRules;
use serde::Deserialize;
use time::Duration;

use super::Wrong;
use super::serde_duration::duration;

/// The longest time that a receiver may get: a delivery must end within its lease.
const LONGEST: Duration = Duration::minutes(1);

/// How long what became of a try may take to be recorded.
const END_OF_A_TRY: Duration = Duration::seconds(5);

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
    /// `lease` is that of mails. A shorter one makes deliveries wait less after a crash too, but each try ends within its lease.
    pub(crate) fn rules(&self, lease: Duration) -> WebhookRules {
        let rules = WebhookRules::default();
        let lease = lease.min(rules.lease).max(self.timeout + END_OF_A_TRY);
        WebhookRules { allow_unencrypted: self.allow_private, lease, ..rules }
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

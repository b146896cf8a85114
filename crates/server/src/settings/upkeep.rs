use deskhand_domain::use_cases::Retention;
use serde::Deserialize;
use time::Duration;

use super::serde_duration::{duration, duration_or_never};

/// Periodic work, and how long finished data is retained.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UpkeepSettings {
    /// The interval of the periodic work.
    #[serde(deserialize_with = "duration")]
    pub sweep_interval: Duration,
    /// The retention of mails that were sent or dropped.
    #[serde(deserialize_with = "duration_or_never")]
    pub keep_sent_mail: Option<Duration>,
    /// The retention of mails that could not be delivered.
    #[serde(deserialize_with = "duration_or_never")]
    pub keep_dead_mail: Option<Duration>,
    /// The retention of raw mails that came in and have their result.
    #[serde(deserialize_with = "duration_or_never")]
    pub keep_raw_mail: Option<Duration>,
    /// The retention of raw mails that wait for a decision.
    #[serde(deserialize_with = "duration_or_never")]
    pub keep_undecided_mail: Option<Duration>,
    /// The retention of deliveries to webhooks that were taken or given up.
    #[serde(deserialize_with = "duration_or_never")]
    pub keep_webhook_deliveries: Option<Duration>,
    /// The retention of sessions that ended or expired.
    #[serde(deserialize_with = "duration_or_never")]
    pub keep_ended_sessions: Option<Duration>,
    /// The retention of entries of the security log.
    #[serde(deserialize_with = "duration_or_never")]
    pub keep_security_events: Option<Duration>,
}

impl UpkeepSettings {
    pub(crate) const fn retention(&self) -> Retention {
        Retention {
            sent_mail: self.keep_sent_mail,
            dead_mail: self.keep_dead_mail,
            webhook_deliveries: self.keep_webhook_deliveries,
            ended_sessions: self.keep_ended_sessions,
            security_events: self.keep_security_events,
            raw_mail: self.keep_raw_mail,
            undecided_mail: self.keep_undecided_mail,
        }
    }
}

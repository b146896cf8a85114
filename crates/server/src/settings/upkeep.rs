use deskhand_domain::use_cases::Retention;
use serde::Deserialize;
use time::Duration;

use super::serde_duration::{duration, duration_or_never};

/// What it does by itself, and for how long it keeps what is of no use any more.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UpkeepSettings {
    /// How often it looks for what is to be done.
    #[serde(deserialize_with = "duration")]
    pub sweep_interval: Duration,
    /// Mails that were sent or dropped.
    #[serde(deserialize_with = "duration_or_never")]
    pub keep_sent_mail: Option<Duration>,
    /// Mails that were given up.
    #[serde(deserialize_with = "duration_or_never")]
    pub keep_dead_mail: Option<Duration>,
    /// Sessions that ended or expired.
    #[serde(deserialize_with = "duration_or_never")]
    pub keep_ended_sessions: Option<Duration>,
}

impl UpkeepSettings {
    pub(crate) const fn retention(&self) -> Retention {
        Retention {
            sent_mail: self.keep_sent_mail,
            dead_mail: self.keep_dead_mail,
            ended_sessions: self.keep_ended_sessions,
        }
    }
}

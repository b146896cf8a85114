use std::time::Duration;

/// The intervals and timeouts of open streams. Each says what follows from its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventTiming {
    /// How often the log is read where no signal comes: other instances send none to this one.
    pub poll: Duration,
    /// How long to collect events after one came: a busy desk sends few large pieces.
    pub gather: Duration,
    /// How often the sessions of open streams are checked: so long a stream may outlive its session.
    pub sessions: Duration,
    /// How often something is sent on an idle connection: proxies close silent ones.
    pub heartbeat: Duration,
    /// How long a client may leave a ping unanswered, or read nothing of what it is sent.
    pub patience: Duration,
}

impl Default for EventTiming {
    fn default() -> Self {
        Self {
            poll: Duration::from_millis(300),
            gather: Duration::from_millis(50),
            sessions: Duration::from_secs(1),
            heartbeat: Duration::from_secs(15),
            patience: Duration::from_secs(45),
        }
    }
}

use std::time::Duration;

/// How often things happen on open streams. Not a matter of taste: what follows from a value stands beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventTiming {
    /// How often the log is looked at where nothing woke the reader: other instances wake nobody here.
    pub poll: Duration,
    /// How long to gather after something came: a busy desk is told in few large pieces.
    pub gather: Duration,
    /// How often all sessions of open streams are asked for: so long a stream may outlive its session.
    pub sessions: Duration,
    /// How often something goes over a connection on which nothing happens: proxies close those that are silent.
    pub heartbeat: Duration,
    /// How long a client may be silent that was asked for a sign of life, or take nothing of what it is sent.
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

use std::time::Duration;

/// What one client may use.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The most bytes of a command, its line end included.
    pub command_bytes: usize,
    /// The most recipients of a mail.
    pub recipients: usize,
    /// The most connections at once.
    pub connections: usize,
    /// The longest time until a command arrives, or an answer is read.
    pub command_time: Duration,
    /// The longest time until a whole mail arrives.
    pub content_time: Duration,
    /// The most commands of a session that are wrong.
    pub errors: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            command_bytes: 2048,
            recipients: 100,
            connections: 20,
            command_time: Duration::from_secs(5 * 60),
            content_time: Duration::from_secs(10 * 60),
            errors: 10,
        }
    }
}

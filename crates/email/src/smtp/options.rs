use std::time::Duration;

/// How the connection is encrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encryption {
    /// TLS from the first byte (`smtps://`).
    Implicit,
    /// STARTTLS, or no mail (`tls=required`).
    Required,
    /// STARTTLS where the server offers it, with any certificate (`tls=opportunistic`). Protects against
    /// eavesdropping, not against a forged server.
    Opportunistic,
    /// None (`tls=none`).
    None,
}

/// How long to wait for the mail server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeouts {
    /// For the connection itself.
    pub connect: Duration,
    /// For the answer to each command.
    pub command: Duration,
    /// For a whole mail and the answer to it. RFC 5321 asks for ten minutes; a shorter limit leads to duplicates.
    pub content: Duration,
}

impl Default for Timeouts {
    fn default() -> Self {
        Self { connect: Duration::from_secs(10), command: Duration::from_secs(60), content: Duration::from_secs(600) }
    }
}

use std::time::Duration;

/// How long a connection may take for what.
#[derive(Clone, Copy, Debug)]
pub struct ConnectionLimits {
    /// From the first byte of a head to its last one; and from the beginning of the connection to that first byte.
    pub head: Duration,
    /// From an answer to the first byte of the next request.
    pub idle: Duration,
    /// How long an answer may wait for its client, who reads nothing or too little of it.
    pub write: Duration,
}

/// How many connections there may be.
#[derive(Clone, Copy, Debug)]
pub struct ConnectionCaps {
    /// In all.
    pub total: usize,
    /// From one address. Trusted proxies are exempt: they have the clients of all.
    pub per_address: usize,
}

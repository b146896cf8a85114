use std::fmt;

/// What a test connection to the mail server showed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConnectionReport {
    /// The server as `host:port`.
    pub server: String,
    /// Whether the connection was encrypted.
    pub encrypted: bool,
    /// Whether it could have been.
    pub could_encrypt: bool,
    /// Whether user name and password were accepted.
    pub signed_in: bool,
}

impl fmt::Display for ConnectionReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let encryption = match (self.encrypted, self.could_encrypt) {
            (true, _) => "encrypted",
            (false, true) => "not encrypted, though it offers that: use `tls=required`",
            (false, false) => "not encrypted",
        };
        let sign_in = if self.signed_in { "signed in" } else { "without a sign-in" };
        write!(f, "the mail server {} answers ({encryption}; {sign_in})", self.server)
    }
}

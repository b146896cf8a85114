use std::fmt;

/// Why reading a mailbox stopped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// The server can't be reached, went away, or does not speak IMAP.
    Connection(String),
    /// The server does not accept user name and password.
    SignIn(String),
    /// The server refused a command. The connection can still be used.
    Refused(String),
    /// Nothing can be stored now.
    Storage(String),
    /// Another instance reads the folder.
    Taken,
    /// Mail is paused.
    Paused,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Connection(words) | Self::Refused(words) | Self::Storage(words) => f.write_str(words),
            Self::SignIn(words) => write!(f, "it does not accept user name and password: {words}"),
            Self::Taken => f.write_str("another instance reads the folder"),
            Self::Paused => f.write_str("mail is paused"),
        }
    }
}

impl From<std::io::Error> for Fault {
    fn from(error: std::io::Error) -> Self {
        Self::Connection(format!("the connection is lost: {error}"))
    }
}

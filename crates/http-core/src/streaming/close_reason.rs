/// Why the server closes a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CloseReason {
    /// The session has ended, or the account is not in use any more.
    SignedOut,
    /// The access token with which it was opened has expired. The client refreshes its session and comes back.
    Expired,
    /// The program stops: another instance takes the client.
    Stopping,
    /// The client answers no ping, or reads nothing of what it is sent.
    Silent,
    /// The storage could not be read: another try may succeed.
    Failed,
}

impl CloseReason {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::SignedOut, Self::Expired, Self::Stopping, Self::Silent, Self::Failed];

    /// The word that clients and the log read.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SignedOut => "signed_out",
            Self::Expired => "expired",
            Self::Stopping => "stopping",
            Self::Silent => "silent",
            Self::Failed => "failed",
        }
    }
}

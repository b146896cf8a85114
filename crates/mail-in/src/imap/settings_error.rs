use deskhand_outgoing::NoCertificate;

/// Why the settings of the mailbox can't be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImapSettingsError {
    /// The URL; the reason does not repeat it.
    #[error("it is no URL of a mailbox such as imaps://user:password@mail.example.com/INBOX?after=seen: {0}")]
    Url(String),
    /// The file of certificates.
    #[error(transparent)]
    Certificates(#[from] NoCertificate),
}

use deskhand_outgoing::NoCertificate;

/// What is wrong with the mail settings, in a sentence for the operator without the password.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SettingsError {
    /// The sender is no mail address.
    #[error("the sender must be an address such as `Help desk <desk@example.com>`: the address {0}")]
    Sender(deskhand_domain::Invalid),
    /// The name of the sender can't be in a header.
    #[error("the name of the sender {0}")]
    SenderName(deskhand_domain::Invalid),
    /// The public URL can't be the base of a link.
    #[error("the public URL must be such as `https://desk.example.com`: {0}")]
    PublicUrl(&'static str),
    /// The address of the mail server can't be read.
    #[error("the mail server must be such as `smtp://user:password@mail.example.com:587?tls=required`: {0}")]
    SmtpUrl(String),
    /// The name in the greeting is no full domain name.
    #[error("it must be a full domain name such as `desk.example.com`, or an address such as `[192.0.2.1]`")]
    Hello,
    /// The template of ticket links is no URL with a number in it.
    #[error("it must be a URL with {{number}} in it, such as `https://desk.example.com/tickets/{{number}}`")]
    TicketUrl,
    /// The certificates to trust can't be read.
    #[error(transparent)]
    Certificates(#[from] NoCertificate),
}

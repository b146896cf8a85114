use super::ReplyPattern;
use crate::mail::EmailAddress;

/// The addresses at which mail comes in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailIn {
    /// The address of the desk, where new tickets are opened.
    pub address: EmailAddress,
    /// How the addresses of answers are made. `None` where the mail server knows only one address: then answers go there, and the
    /// header `References` says what they belong to.
    pub replies: Option<ReplyPattern>,
    /// The domain of the ids of our letters.
    pub id_domain: String,
}

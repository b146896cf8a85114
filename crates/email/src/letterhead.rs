use crate::public_url::PublicUrl;
use crate::sender::Sender;

/// What all mails have in common: the sender, and the base of their links.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letterhead {
    /// The sender.
    pub from: Sender,
    /// The base of links.
    pub public_url: PublicUrl,
}

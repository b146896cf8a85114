use deskhand_domain::people::PersonName;

use crate::public_url::PublicUrl;
use crate::sender::Sender;
use crate::ticket_url::TicketUrl;

/// What all mails have in common: the sender, and the base of their links.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letterhead {
    /// The sender.
    pub from: Sender,
    /// The base of links.
    pub public_url: PublicUrl,
    /// Where links to tickets lead.
    pub ticket_url: TicketUrl,
}

impl Letterhead {
    /// What the help desk is called: the name of the sender, where it has one.
    pub(crate) fn desk(&self) -> Option<&str> {
        self.from.name.as_ref().map(PersonName::as_str)
    }
}

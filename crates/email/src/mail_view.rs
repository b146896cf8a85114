//! The values that the templates can show.

use deskhand_domain::notification::Reason;
use deskhand_domain::people::LinkPurpose;
use deskhand_domain::ports::{MailLink, OutgoingMail};

use crate::paragraphs::{self, Paragraph};
use crate::public_url::PublicUrl;
use crate::wording;

pub(crate) struct MailView<'a> {
    pub(crate) to_name: &'a str,
    pub(crate) by: String,
    pub(crate) about: &'a str,
    pub(crate) reason: Reason,
    pub(crate) is_waiting: bool,
    pub(crate) because: &'static str,
    pub(crate) ticket: Option<TicketLink<'a>>,
    pub(crate) paragraphs: Vec<Paragraph<'a>>,
    /// The link of an account mail; empty in other mails.
    pub(crate) link: String,
    pub(crate) public_url: &'a str,
}

pub(crate) struct TicketLink<'a> {
    pub(crate) number: u64,
    pub(crate) title: &'a str,
    pub(crate) url: String,
}

impl<'a> MailView<'a> {
    pub(crate) fn new(outgoing: &'a OutgoingMail, public_url: &'a PublicUrl) -> Self {
        let public_url = public_url.as_str();
        let mail = &outgoing.mail;
        Self {
            to_name: outgoing.to_name.as_str(),
            by: paragraphs::by(mail),
            about: mail.about_name.as_deref().unwrap_or("Somebody"),
            reason: mail.reason,
            is_waiting: paragraphs::is_waiting_receipt(mail),
            because: wording::because(mail.reason),
            ticket: mail.ticket.as_ref().map(|ticket| TicketLink {
                number: ticket.number.get(),
                title: ticket.title.as_str(),
                url: format!("{public_url}/api/v1/tickets/{}", ticket.number),
            }),
            paragraphs: paragraphs::paragraphs(mail),
            link: outgoing.link.as_ref().map(|link| page(public_url, link)).unwrap_or_default(),
            public_url,
        }
    }
}

/// The URL of the page behind a link. A token needs no escaping.
fn page(public_url: &str, link: &MailLink) -> String {
    let name = match link.purpose {
        LinkPurpose::VerifyEmail => "verify-email",
        LinkPurpose::ResetPassword => "reset-password",
        LinkPurpose::AcceptInvitation => "accept-invitation",
        LinkPurpose::UndoEmailChange => "undo-email-change",
    };
    format!("{public_url}/account/{name}?token={}", link.token.reveal())
}

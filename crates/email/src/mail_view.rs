//! The values that the templates can show.

use deskhand_domain::incoming::answer_marker;
use deskhand_domain::notification::{Mail, MailKind, Reason};
use deskhand_domain::people::{EmailAddress, LinkPurpose, PersonName};
use deskhand_domain::ports::{MailLink, OutgoingMail};
use deskhand_domain::ticket::TicketRef;

use crate::digest_view::DigestView;
use crate::letterhead::Letterhead;
use crate::paragraphs::{self, Paragraph};
use crate::wording;

pub(crate) struct MailView<'a> {
    /// What the help desk is called.
    pub(crate) desk: &'a str,
    /// `None` where the address is not verified.
    pub(crate) to_name: Option<&'a str>,
    pub(crate) by: String,
    /// What they are, such as ` (engineer)`; empty for the system. Beside the name, which anybody chooses freely.
    pub(crate) by_role: String,
    pub(crate) about: &'a str,
    pub(crate) reason: Reason,
    pub(crate) is_waiting: bool,
    pub(crate) because: &'static str,
    pub(crate) ticket: Option<TicketView<'a>>,
    pub(crate) paragraphs: Vec<Paragraph<'a>>,
    pub(crate) digest: Option<DigestView>,
    /// The link of an account mail; empty in other mails.
    pub(crate) link: String,
    /// The link by which the reporter says whether the ticket is solved; empty in other mails.
    pub(crate) solution_url: String,
    /// The link that mutes the ticket; empty in other mails.
    pub(crate) mute_url: String,
    pub(crate) public_url: &'a str,
    /// Whether the recipient can answer by mail.
    pub(crate) takes_answers: bool,
    /// The line above which answers are written; empty where there are none.
    pub(crate) marker: String,
    /// Whether an answer is a note for staff.
    pub(crate) answer_is_note: bool,
    /// Where staff write a note by mail; empty in mails to others.
    pub(crate) note_to: &'a str,
}

pub(crate) struct TicketView<'a> {
    pub(crate) number: u64,
    pub(crate) title: &'a str,
    pub(crate) url: String,
    pub(crate) state: Option<TicketState<'a>>,
}

/// The ticket as it was after the change.
pub(crate) struct TicketState<'a> {
    pub(crate) status: &'static str,
    pub(crate) priority: &'static str,
    pub(crate) assignee: &'a str,
}

impl<'a> MailView<'a> {
    pub(crate) fn new(outgoing: &'a OutgoingMail, letterhead: &'a Letterhead) -> Self {
        let public_url = letterhead.public_url.as_str();
        let mail = &outgoing.mail;
        let (mute, replies, solution) = (outgoing.mute.as_ref(), outgoing.replies.as_ref(), outgoing.solution.as_ref());
        Self {
            desk: letterhead.desk(),
            to_name: outgoing.to_name.as_ref().map(PersonName::as_str),
            by: paragraphs::by(mail),
            by_role: paragraphs::by_role(mail),
            about: mail.about_name.as_deref().unwrap_or("Somebody"),
            reason: mail.reason,
            is_waiting: paragraphs::is_waiting_receipt(mail),
            because: wording::because(mail.reason),
            ticket: mail.ticket.as_ref().map(|ticket| ticket_view(mail, ticket, letterhead)),
            paragraphs: paragraphs::paragraphs(mail),
            digest: outgoing.digest.as_ref().map(|digest| DigestView::new(mail, digest, letterhead)),
            link: outgoing.link.as_ref().map(|link| page(public_url, link)).unwrap_or_default(),
            solution_url: solution
                .map(|token| format!("{public_url}/solved?token={}", token.reveal()))
                .unwrap_or_default(),
            mute_url: mute.map(|token| format!("{public_url}/mute?token={}", token.reveal())).unwrap_or_default(),
            public_url,
            takes_answers: replies.is_some_and(|replies| replies.answer_to.is_some()),
            marker: marker(outgoing),
            answer_is_note: mail.kind == MailKind::NotePosted,
            note_to: replies.and_then(|replies| replies.note_to.as_ref()).map_or("", EmailAddress::as_str),
        }
    }
}

/// By this line an answer is cut: what is below it is our letter.
fn marker(outgoing: &OutgoingMail) -> String {
    let takes_answers = outgoing.replies.as_ref().is_some_and(|replies| replies.answer_to.is_some());
    let ticket = outgoing.mail.ticket.as_ref().filter(|_| takes_answers);
    ticket.map(|ticket| answer_marker(ticket.number)).unwrap_or_default()
}

fn ticket_view<'a>(mail: &'a Mail, ticket: &'a TicketRef, letterhead: &Letterhead) -> TicketView<'a> {
    TicketView {
        number: ticket.number.get(),
        title: ticket.title.as_str(),
        url: letterhead.ticket_url.of(ticket.number),
        state: mail.glance.as_ref().map(|glance| TicketState {
            status: glance.status.as_str(),
            priority: glance.priority.as_str(),
            assignee: glance.assignee.as_deref().unwrap_or("nobody yet"),
        }),
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

//! The values that the templates can show. docs/letters.md lists them for operators.

use deskhand_domain::incoming::answer_marker;
use deskhand_domain::people::{EmailAddress, LinkPurpose, PersonName};
use deskhand_domain::ports::{MailLink, OutgoingMail};
use deskhand_domain::ticket::Stars;
use minijinja::Value;
use serde::Serialize;
use time::OffsetDateTime;

use crate::digest_view::DigestView;
use crate::file_view::FileView;
use crate::held_view::HeldView;
use crate::letterhead::Letterhead;
use crate::moments::Moments;
use crate::paragraphs::{self, Paragraph, Writer};
use crate::ticket_view::{TicketView, ticket_view};
use crate::wording;
use crate::words::{UnknownText, Words};

#[derive(Serialize)]
pub(crate) struct MailView<'a> {
    /// The code of the language.
    language: &'static str,
    /// What the help desk is called.
    desk: String,
    /// `None` where the address is not verified.
    to_name: Option<&'a str>,
    /// Who did it, with their role.
    by: Value,
    about: String,
    reason: &'static str,
    is_waiting: bool,
    because: Value,
    ticket: Option<TicketView<'a>>,
    paragraphs: Vec<Paragraph<'a>>,
    /// What each event says by itself, in a letter about several; empty in others. In one about several tickets those about none.
    pub(crate) parts: Vec<Value>,
    /// The tickets of a letter about several; empty in others.
    pub(crate) tickets: Vec<TicketView<'a>>,
    digest: Option<DigestView>,
    /// The mail that waits for a decision; only in letters about it.
    held: Option<HeldView>,
    /// The files of the messages in it.
    files: Vec<FileView<'a>>,
    has_more_files: bool,
    /// Until when the links to files are valid; `None` where there are none.
    files_until: Option<Value>,
    /// The link of an account mail; empty in other mails.
    link: String,
    /// The link by which the reporter says whether the ticket is solved; empty in other mails.
    solution_url: String,
    /// The links by which the reporter rates the help, from one star to five; empty in other mails.
    ratings: Vec<RatingLink>,
    /// The link that mutes the ticket; empty in other mails.
    pub(crate) mute_url: String,
    public_url: &'a str,
    /// Whether the recipient can answer by mail.
    takes_answers: bool,
    /// The line above which answers are written; empty where there are none.
    marker: String,
    /// Whether an answer is a note for staff.
    answer_is_note: bool,
    /// Where staff write a note by mail; empty in mails to others.
    note_to: &'a str,
}

/// One choice of a rating.
#[derive(Serialize)]
pub(crate) struct RatingLink {
    stars: u8,
    /// What so many stars say.
    word: String,
    url: String,
}

impl<'a> MailView<'a> {
    /// What frames the letter is of the newest event that it reports. What happened is of the first.
    pub(crate) fn new(
        outgoing: &'a OutgoingMail,
        letterhead: &'a Letterhead,
        words: &Words,
    ) -> Result<Self, UnknownText> {
        let public_url = letterhead.public_url.as_str();
        let (mail, newest) = (&outgoing.mail, outgoing.newest());
        let moments = Moments::new(words, &outgoing.time_zone);
        let (mute, replies, solution) = (outgoing.mute.as_ref(), outgoing.replies.as_ref(), outgoing.solution.as_ref());
        let digest = outgoing.digest.as_ref();
        let digest = digest.map(|digest| DigestView::new(mail, digest, (words, &moments), letterhead));
        let held = outgoing.held.as_ref().map(|held| HeldView::new(held, words, letterhead));
        let ticket = outgoing.ticket().map(|ticket| ticket_view(newest, ticket, letterhead, words));
        Ok(Self {
            language: outgoing.language.as_str(),
            desk: letterhead.desk().map_or_else(|| words.text("desk"), |name| Ok(name.to_owned()))?,
            to_name: outgoing.to_name.as_ref().map(PersonName::as_str),
            by: Value::from_object(wording::by(mail, words)?),
            about: mail.about_name.clone().map_or_else(|| words.text("somebody"), Ok)?,
            reason: mail.reason.as_str(),
            is_waiting: paragraphs::is_waiting_receipt(mail),
            because: Value::from_object(wording::because(outgoing, words)?),
            ticket: ticket.transpose()?,
            paragraphs: Writer { mail, words, moments: &moments }.paragraphs()?,
            parts: Vec::new(),
            tickets: Vec::new(),
            digest: digest.transpose()?,
            held: held.transpose()?,
            files: outgoing.files.named.iter().map(|file| FileView::new(file, letterhead)).collect(),
            has_more_files: outgoing.files.has_more,
            files_until: files_until(outgoing).map(|at| moments.at(at)).transpose()?.map(Value::from_object),
            link: outgoing.link.as_ref().map(|link| page(public_url, link)).unwrap_or_default(),
            solution_url: solution
                .map(|token| format!("{public_url}/solved?token={}", token.reveal()))
                .unwrap_or_default(),
            ratings: rating_links(outgoing, public_url, words)?,
            mute_url: mute.map(|token| format!("{public_url}/mute?token={}", token.reveal())).unwrap_or_default(),
            public_url,
            takes_answers: replies.is_some_and(|replies| replies.answer_to.is_some()),
            marker: marker(outgoing, words)?,
            answer_is_note: outgoing.answer_is_note(),
            note_to: replies.and_then(|replies| replies.note_to.as_ref()).map_or("", EmailAddress::as_str),
        })
    }
}

impl MailView<'_> {
    /// The letter with what each event says by itself.
    pub(crate) fn with_parts(self, parts: Vec<Value>) -> Self {
        Self { parts, ..self }
    }
}

/// Those that the letter carries have no link in it.
fn files_until(outgoing: &OutgoingMail) -> Option<OffsetDateTime> {
    let linked = outgoing.files.named.iter().filter(|file| file.bytes.is_none());
    linked.filter_map(|file| file.link.as_ref()).map(|link| link.expires_at).min()
}

fn rating_links(outgoing: &OutgoingMail, public_url: &str, words: &Words) -> Result<Vec<RatingLink>, UnknownText> {
    let Some(token) = &outgoing.rating else { return Ok(Vec::new()) };
    let link = |stars: Stars| {
        let url = format!("{public_url}/rate?token={}&stars={stars}", token.reveal());
        Ok(RatingLink { stars: stars.get(), word: words.text(&format!("rating-{stars}"))?, url })
    };
    Stars::ALL.into_iter().map(link).collect()
}

/// By this line an answer is cut: what is below it is our letter.
fn marker(outgoing: &OutgoingMail, words: &Words) -> Result<String, UnknownText> {
    let takes_answers = outgoing.replies.as_ref().is_some_and(|replies| replies.answer_to.is_some());
    match outgoing.ticket().filter(|_| takes_answers) {
        Some(ticket) => Ok(answer_marker(&words.text("marker")?, ticket.number)),
        None => Ok(String::new()),
    }
}

/// The URL of the page behind a link. A token needs no escaping.
fn page(public_url: &str, link: &MailLink) -> String {
    let name = match link.purpose {
        LinkPurpose::VerifyEmail => "verify-email",
        LinkPurpose::ResetPassword => "reset-password",
        LinkPurpose::AcceptInvitation => "accept-invitation",
        LinkPurpose::ClaimAccount => "claim",
        LinkPurpose::UndoEmailChange => "undo-email-change",
    };
    format!("{public_url}/account/{name}?token={}", link.token.reveal())
}

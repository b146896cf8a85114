//! Makes a mail (RFC 5322) of a letter. The same letter always gives the same bytes, so that a mail that is sent twice
//! can be told. All values go through lettre's encoders: nobody's title or name can begin a header of its own.

use std::time::SystemTime;

use deskhand_domain::notification::Mail;
use deskhand_domain::people::{EmailAddress, PersonName};
use deskhand_domain::ports::{NotifyError, OutgoingMail};
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Body, Mailbox, MessageBuilder, MultiPart, SinglePart};
use lettre::{Address, Message};

use crate::letterhead::Letterhead;
use crate::{templates, wording};

/// # Errors
/// [`NotifyError::Permanent`]: what can't be composed now never can.
pub(crate) fn compose(letter: &OutgoingMail, letterhead: &Letterhead) -> Result<Message, NotifyError> {
    let mail = &letter.mail;
    let view = templates::MailView::new(letter, &letterhead.public_url);
    let bodies = templates::render(mail.kind, &view).map_err(never)?;
    let from = mailbox(letterhead.from.name.as_ref(), &letterhead.from.address)?;
    let to = mailbox(Some(&letter.to_name), &letter.to)?;
    let builder = Message::builder().from(from).to(to).subject(harmless(&wording::subject(mail))).date(date(mail));
    let parts = MultiPart::alternative()
        .boundary(boundary(mail))
        .singlepart(part(ContentType::TEXT_PLAIN, bodies.text)?)
        .singlepart(part(ContentType::TEXT_HTML, bodies.html)?);
    with_traffic_headers(builder, mail, letterhead.from.domain()).multipart(parts).map_err(never)
}

/// The headers that keep conversations together and automatic answerers silent.
fn with_traffic_headers(builder: MessageBuilder, mail: &Mail, domain: &str) -> MessageBuilder {
    let mut builder = builder
        .message_id(Some(format!("<{}@{domain}>", mail.id)))
        .raw_header(header(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated"))
        .raw_header(header(HeaderName::new_from_ascii_str("Precedence"), "list"))
        .raw_header(header(HeaderName::new_from_ascii_str("X-Auto-Response-Suppress"), "All"));
    if let Some(ticket) = &mail.ticket {
        // Nobody ever gets the mail of this id: it is the root that all mails about a ticket hang on.
        let root = format!("<ticket-{}@{domain}>", ticket.id);
        let list = format!("deskhand tickets <tickets.{domain}>");
        builder = builder
            .in_reply_to(root.clone())
            .references(root)
            .raw_header(header(HeaderName::new_from_ascii_str("List-Id"), &list));
    }
    builder
}

fn header(name: HeaderName, value: &str) -> HeaderValue {
    HeaderValue::new(name, value.to_owned())
}

fn mailbox(name: Option<&PersonName>, address: &EmailAddress) -> Result<Mailbox, NotifyError> {
    let (user, domain) = address.as_str().rsplit_once('@').unwrap_or_default();
    Ok(Mailbox::new(name.map(|name| harmless(name.as_str())), Address::new(user, domain).map_err(never)?))
}

/// Words that look like encoded ones (RFC 2047) would be decoded by the reader's mail program, and say there what the
/// domain would never have let through. And where spaces follow each other, encoding loses them all.
fn harmless(words: &str) -> String {
    words.replace("=?", "= ?").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Before 1970 lettre knows no dates.
fn date(mail: &Mail) -> SystemTime {
    SystemTime::from(mail.created_at).max(SystemTime::UNIX_EPOCH)
}

/// Always quoted-printable: lines stay short whatever was pasted, and no text can hold `=_`, with which the boundary begins.
fn part(kind: ContentType, text: String) -> Result<SinglePart, NotifyError> {
    let body = Body::new_with_encoding(text, ContentTransferEncoding::QuotedPrintable)
        .map_err(|_| never("the body cannot be encoded"))?;
    Ok(SinglePart::builder().header(kind).body(body))
}

fn boundary(mail: &Mail) -> String {
    format!("=_{}", mail.id)
}

fn never(error: impl std::fmt::Display) -> NotifyError {
    NotifyError::Permanent(format!("the mail cannot be composed: {error}"))
}

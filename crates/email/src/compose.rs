//! Composes the message (RFC 5322) of a mail. The same mail always gives the same bytes, so that duplicates can be
//! recognised. All values go through lettre's encoders: no title or name can start a header of its own.

use std::time::SystemTime;

use deskhand_domain::notification::Mail;
use deskhand_domain::people::{EmailAddress, PersonName};
use deskhand_domain::ports::{NotifyError, OutgoingMail};
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Body, Mailbox, MessageBuilder, MultiPart, SinglePart};
use lettre::{Address, Message};

use crate::letterhead::Letterhead;
use crate::mail_view::MailView;
use crate::{templates, wording};

/// # Errors
/// [`NotifyError::Permanent`]: composing it again would fail in the same way.
pub(crate) fn compose(outgoing: &OutgoingMail, letterhead: &Letterhead) -> Result<Message, NotifyError> {
    let mail = &outgoing.mail;
    let view = MailView::new(outgoing, &letterhead.public_url);
    let bodies = templates::render(mail.kind, &view).map_err(permanent)?;
    let from = mailbox(letterhead.from.name.as_ref(), &letterhead.from.address)?;
    let to = mailbox(Some(&outgoing.to_name), &outgoing.to)?;
    let builder = Message::builder().from(from).to(to).subject(sanitized(&wording::subject(mail))).date(date(mail));
    let parts = MultiPart::alternative()
        .boundary(boundary(mail))
        .singlepart(part(ContentType::TEXT_PLAIN, bodies.text)?)
        .singlepart(part(ContentType::TEXT_HTML, bodies.html)?);
    with_traffic_headers(builder, mail, letterhead.from.domain()).multipart(parts).map_err(permanent)
}

/// The headers that group mails by ticket and suppress automatic answers.
fn with_traffic_headers(builder: MessageBuilder, mail: &Mail, domain: &str) -> MessageBuilder {
    let mut builder = builder
        .message_id(Some(format!("<{}@{domain}>", mail.id)))
        .raw_header(header(HeaderName::new_from_ascii_str("Auto-Submitted"), "auto-generated"))
        .raw_header(header(HeaderName::new_from_ascii_str("Precedence"), "list"))
        .raw_header(header(HeaderName::new_from_ascii_str("X-Auto-Response-Suppress"), "All"));
    if let Some(ticket) = &mail.ticket {
        // No mail has this id: it is the common root of all mails about a ticket.
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
    Ok(Mailbox::new(name.map(|name| sanitized(name.as_str())), Address::new(user, domain).map_err(permanent)?))
}

/// Breaks up what looks like an encoded word (RFC 2047): mail programs would decode it to text that the domain would have
/// refused. Joins repeated spaces, which encoding would lose.
fn sanitized(words: &str) -> String {
    words.replace("=?", "= ?").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// lettre supports no dates before 1970.
fn date(mail: &Mail) -> SystemTime {
    SystemTime::from(mail.created_at).max(SystemTime::UNIX_EPOCH)
}

/// Always quoted-printable: lines stay short, and no text can contain `=_`, with which the boundary begins.
fn part(kind: ContentType, text: String) -> Result<SinglePart, NotifyError> {
    let body = Body::new_with_encoding(text, ContentTransferEncoding::QuotedPrintable)
        .map_err(|_| permanent("the body cannot be encoded"))?;
    Ok(SinglePart::builder().header(kind).body(body))
}

fn boundary(mail: &Mail) -> String {
    format!("=_{}", mail.id)
}

fn permanent(error: impl std::fmt::Display) -> NotifyError {
    NotifyError::Permanent(format!("the mail cannot be composed: {error}"))
}

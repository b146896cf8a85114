//! Composes the message (RFC 5322) of a mail. The same mail always gives the same bytes, so that duplicates can be
//! recognised. All values go through lettre's encoders: no title or name can start a header of its own.

use std::time::SystemTime;

use deskhand_domain::notification::Mail;
use deskhand_domain::people::{EmailAddress, PersonName};
use deskhand_domain::ports::{NotifyError, OutgoingMail};
use lettre::address::Envelope;
use lettre::message::header::{ContentTransferEncoding, ContentType, HeaderName, HeaderValue};
use lettre::message::{Attachment, Body, MessageBuilder, MultiPart, SinglePart};
use lettre::{Address, Message};

use crate::addresses::address_header;
use crate::letterhead::Letterhead;
use crate::templates::{Letter, Templates};

/// What makes messages: what all of them have in common, and what they say.
#[derive(Clone, Debug)]
pub struct Composer {
    /// Sender and links.
    pub letterhead: Letterhead,
    /// The words.
    pub templates: Templates,
}

impl Composer {
    /// # Errors
    /// [`NotifyError::Permanent`]: composing it again would fail in the same way.
    pub(crate) fn compose(&self, outgoing: &OutgoingMail) -> Result<Message, NotifyError> {
        let letter = self.templates.write(outgoing, &self.letterhead).map_err(permanent)?;
        message(outgoing, letter, &self.letterhead)
    }
}

fn message(outgoing: &OutgoingMail, letter: Letter, letterhead: &Letterhead) -> Result<Message, NotifyError> {
    let mail = &outgoing.mail;
    let from = &letterhead.from;
    let replies = outgoing.replies.as_ref();
    // A report about this letter names it by the address to which it goes.
    let sender = replies.and_then(|replies| replies.bounce_to.as_ref()).unwrap_or(&from.address);
    let envelope = Envelope::new(Some(address(sender)?), vec![address(&outgoing.to)?]).map_err(permanent)?;
    let builder = Message::builder()
        .envelope(envelope)
        .raw_header(named("From", from.name.as_ref(), &from.address))
        .raw_header(named("To", outgoing.to_name.as_ref(), &outgoing.to))
        .subject(sanitized(&letter.subject))
        .date(date(outgoing.newest()));
    let words = MultiPart::alternative()
        .boundary(boundary(mail))
        .singlepart(part(ContentType::TEXT_PLAIN, letter.text)?)
        .singlepart(part(ContentType::TEXT_HTML, letter.html)?);
    let parts = with_files(words, outgoing)?;
    let builder = with_traffic_headers(builder, outgoing, letterhead.from.domain());
    let builder = with_thread_headers(builder, outgoing, letterhead);
    with_unsubscribe_headers(builder, &letter.mute_url).multipart(parts).map_err(permanent)
}

/// The headers that suppress automatic answers. What a person wrote is not marked as automatic: another desk would put it aside.
fn with_traffic_headers(builder: MessageBuilder, outgoing: &OutgoingMail, domain: &str) -> MessageBuilder {
    let mut builder = builder.raw_header(header("X-Auto-Response-Suppress", "All"));
    if !outgoing.is_from_a_person() {
        builder = builder.raw_header(header("Auto-Submitted", "auto-generated"));
    }
    if outgoing.ticket().is_some() {
        builder = builder.raw_header(header("List-Id", &format!("deskhand tickets <tickets.{domain}>")));
        if !outgoing.is_from_a_person() {
            builder = builder.raw_header(header("Precedence", "list"));
        }
    }
    builder
}

/// The headers that group mails by ticket, lead answers back, and mark the letter as one of this desk.
fn with_thread_headers(builder: MessageBuilder, outgoing: &OutgoingMail, letterhead: &Letterhead) -> MessageBuilder {
    let (mail, domain) = (&outgoing.mail, letterhead.from.domain());
    let mut builder = builder.message_id(Some(format!("<{}@{domain}>", mail.id)));
    let reference = outgoing.replies.as_ref().and_then(|replies| replies.reference.as_ref());
    if let Some(ticket) = outgoing.ticket() {
        // No mail has this id: it is the common root of all mails about a ticket.
        let root = format!("<ticket-{}@{domain}>", ticket.id);
        let tag = reference.map(|tag| format!(" <{tag}@{domain}>")).unwrap_or_default();
        builder = builder.in_reply_to(root.clone()).references(root + &tag);
    }
    let Some(replies) = &outgoing.replies else { return builder };
    if let Some(address) = &replies.answer_to {
        builder = builder.raw_header(named("Reply-To", letterhead.from.name.as_ref(), address));
    }
    builder.raw_header(header("X-Deskhand-Loop", &replies.loop_mark))
}

/// One press in the mail program mutes the ticket (RFC 8058).
fn with_unsubscribe_headers(builder: MessageBuilder, mute_url: &str) -> MessageBuilder {
    if mute_url.is_empty() {
        return builder;
    }
    builder
        .raw_header(header("List-Unsubscribe", &format!("<{mute_url}>")))
        .raw_header(header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"))
}

fn header(name: &'static str, value: &str) -> HeaderValue {
    HeaderValue::new(HeaderName::new_from_ascii_str(name), value.to_owned())
}

fn named(header: &'static str, name: Option<&PersonName>, address: &EmailAddress) -> HeaderValue {
    let name = name.map(|name| sanitized(name.as_str()));
    address_header(HeaderName::new_from_ascii_str(header), name.as_deref(), address)
}

fn address(address: &EmailAddress) -> Result<Address, NotifyError> {
    let (user, domain) = address.as_str().rsplit_once('@').unwrap_or_default();
    Address::new(user, domain).map_err(permanent)
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

/// The letter with the files that it carries.
fn with_files(words: MultiPart, outgoing: &OutgoingMail) -> Result<MultiPart, NotifyError> {
    let mut carried = outgoing.files.named.iter().filter_map(|file| Some((file, file.bytes.as_ref()?))).peekable();
    if carried.peek().is_none() {
        return Ok(words);
    }
    let mut parts = MultiPart::mixed().boundary(format!("=_files-{}", outgoing.mail.id)).multipart(words);
    for (file, bytes) in carried {
        let kind = ContentType::parse(file.kind.media_type()).map_err(permanent)?;
        // Always base64: no line of a file can be a boundary, and none is too long.
        let body = Body::new_with_encoding(bytes.to_vec(), ContentTransferEncoding::Base64)
            .map_err(|_| permanent("a file cannot be encoded"))?;
        parts = parts.singlepart(Attachment::new(file.name.to_string()).body(body, kind));
    }
    Ok(parts)
}

fn boundary(mail: &Mail) -> String {
    format!("=_{}", mail.id)
}

fn permanent(error: impl std::fmt::Display) -> NotifyError {
    NotifyError::Permanent(format!("the mail cannot be composed: {error}"))
}

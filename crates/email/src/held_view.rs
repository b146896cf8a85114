//! What the template of a letter about held mail can show.

use deskhand_domain::ports::{HeldMail, TakenMailView};
use minijinja::Value;
use serde::Serialize;

use crate::letterhead::Letterhead;
use crate::sentence::Sentence;
use crate::words::{UnknownText, Words};

#[derive(Serialize)]
pub(crate) struct HeldView {
    /// The newest first.
    mails: Vec<OneMail>,
    has_more: bool,
}

#[derive(Serialize)]
struct OneMail {
    subject: String,
    /// The address in `From`. The name beside it proves nothing and is left out.
    sender: String,
    why: Value,
    /// The ticket that it names, if there is one.
    ticket: Option<NamedTicket>,
    /// Where the API has it.
    url: String,
}

#[derive(Serialize)]
struct NamedTicket {
    number: u64,
    title: String,
    url: String,
}

impl HeldView {
    pub(crate) fn new(held: &HeldMail, words: &Words, letterhead: &Letterhead) -> Result<Self, UnknownText> {
        let mails = held.first.iter().map(|view| one_mail(view, words, letterhead));
        Ok(Self { mails: mails.collect::<Result<_, _>>()?, has_more: held.has_more })
    }
}

fn one_mail(view: &TakenMailView, words: &Words, letterhead: &Letterhead) -> Result<OneMail, UnknownText> {
    let reading = view.mail.reading.as_ref();
    let subject = reading.map(|reading| reading.subject.clone()).filter(|subject| !subject.is_empty());
    let sender = reading.and_then(|reading| reading.author.clone());
    Ok(OneMail {
        subject: subject.map_or_else(|| words.text("held-without-subject"), Ok)?,
        sender: sender.map_or_else(|| words.text("held-without-sender"), Ok)?,
        why: Value::from_object(why(view, words)?),
        ticket: view.ticket.as_ref().map(|ticket| NamedTicket {
            number: ticket.number.get(),
            title: ticket.title.to_string(),
            url: letterhead.ticket_url.of(ticket.number),
        }),
        url: format!("{}/api/v1/mail/in/{}", letterhead.public_url.as_str(), view.mail.id),
    })
}

fn why(view: &TakenMailView, words: &Words) -> Result<Sentence, UnknownText> {
    let reason = view.mail.state.reason().unwrap_or(view.mail.state.as_str());
    words.sentence(&format!("why-{}", reason.replace('_', "-")), &[])
}

//! Letters of every kind, for every reason, with everything that a letter can have and with nothing of it. Templates are tried with
//! them before any letter is sent.

mod lines;
mod parts;

use deskhand_domain::Invalid;
use deskhand_domain::notification::{Frequency, Mail, MailKind, Reason, SYSTEM_NAME, TicketGlance};
use deskhand_domain::people::{EmailAddress, Language, PersonName, Role, TimeZone};
use deskhand_domain::ports::{LetterFiles, OutgoingMail};
use deskhand_domain::ticket::{Priority, TicketStatus};
use deskhand_domain::{EventId, MailId, PersonId, TicketId};
use uuid::Uuid;

use crate::letterhead::Letterhead;
use crate::public_url::PublicUrl;
use crate::sender::Sender;
use crate::settings_error::SettingsError;
use crate::ticket_url::TicketUrl;
use crate::wording;

/// A sender without a name: the desk has one in every language.
pub(crate) fn letterhead() -> Result<Letterhead, SettingsError> {
    let public_url = PublicUrl::parse("https://desk.example.com")?;
    let ticket_url = TicketUrl::below(&public_url);
    Ok(Letterhead { from: Sender::parse("desk@example.com")?, public_url, ticket_url })
}

/// All samples. Together they use every text, but for those of letters that lost their ticket.
pub(crate) fn samples() -> Result<Vec<OutgoingMail>, Invalid> {
    let mut samples = Vec::new();
    for (nth_kind, kind) in MailKind::ALL.iter().enumerate() {
        for (nth_reason, reason) in Reason::ALL.iter().enumerate() {
            samples.push(full(*kind, *reason, nth_kind + nth_reason)?);
            samples.push(plain(*kind, *reason)?);
            samples.push(bare(*kind, *reason)?);
        }
    }
    for reason in Reason::ALL {
        samples.push(of_one_ticket(*reason)?);
        samples.push(of_several_tickets(*reason)?);
    }
    Ok(samples)
}

/// Letters about a ticket that have none. No letter is so; the built-in templates can write them all the same.
#[cfg(test)]
pub(crate) fn without_ticket() -> Vec<OutgoingMail> {
    let mut samples = samples().unwrap_or_default();
    samples.retain(|sample| wording::is_about_ticket(sample.mail.kind));
    samples.iter_mut().for_each(|sample| sample.mail.ticket = None);
    samples
}

/// With everything that a letter can have. The states in it differ from letter to letter.
fn full(kind: MailKind, reason: Reason, nth: usize) -> Result<OutgoingMail, Invalid> {
    let sample = bare(kind, reason)?;
    let mail = Mail {
        ticket: Some(parts::ticket()?.to_ref()),
        glance: Some(TicketGlance {
            status: one_of(TicketStatus::ALL, nth).unwrap_or(TicketStatus::Open),
            priority: one_of(Priority::ALL, nth).unwrap_or(Priority::Medium),
            assignee: Some("Grace Hopper".to_owned()),
        }),
        by_name: "Grace Hopper".to_owned(),
        by_role: one_of(Role::ALL, nth),
        about_name: Some("Edsger Dijkstra".to_owned()),
        lines: lines::lines(),
        ..sample.mail
    };
    Ok(OutgoingMail {
        mail,
        to_name: Some(PersonName::parse("Ada Lovelace")?),
        link: Some(parts::link(kind)),
        mute: Some(parts::token()),
        solution: Some(parts::token()),
        rating: Some(parts::token()),
        digest: Some(parts::busy_digest()?),
        held: Some(parts::held_mail()?),
        files: LetterFiles { named: parts::files(), has_more: true },
        replies: Some(parts::replies()?),
        ..sample
    })
}

/// A letter about several events: one of each kind that may join others.
fn of_one_ticket(reason: Reason) -> Result<OutgoingMail, Invalid> {
    let kinds = MailKind::ALL.iter().filter(|kind| wording::is_about_ticket(**kind));
    let joined = kinds.map(|kind| Ok(plain(*kind, reason)?.mail)).collect::<Result<_, _>>()?;
    Ok(OutgoingMail { joined, ..full(MailKind::TicketOpened, reason, 0)? })
}

/// The letter of a day: two events of one ticket, one of another, and a sign-up.
fn of_several_tickets(reason: Reason) -> Result<OutgoingMail, Invalid> {
    let mut other = plain(MailKind::Assigned, reason)?.mail;
    other.ticket.iter_mut().for_each(|ticket| ticket.id = TicketId::new(Uuid::from_u128(7)));
    let joined = vec![
        plain(MailKind::TicketChanged, reason)?.mail,
        other,
        Mail { ticket: None, ..bare(MailKind::EngineerSignedUp, reason)?.mail },
    ];
    let whole = full(MailKind::TicketOpened, reason, 0)?;
    Ok(OutgoingMail { joined, mute: None, solution: None, rating: None, replies: None, ..whole })
}

/// About a ticket without an assignee; the system did it.
fn plain(kind: MailKind, reason: Reason) -> Result<OutgoingMail, Invalid> {
    let sample = bare(kind, reason)?;
    let glance = TicketGlance { status: TicketStatus::Open, priority: Priority::Medium, assignee: None };
    let mail =
        Mail { ticket: Some(parts::ticket()?.to_ref()), glance: Some(glance), lines: lines::empty(), ..sample.mail };
    Ok(OutgoingMail { mail, digest: Some(parts::quiet_digest()), ..sample })
}

/// With nothing that a letter of its kind can be without.
fn bare(kind: MailKind, reason: Reason) -> Result<OutgoingMail, Invalid> {
    Ok(OutgoingMail {
        mail: Mail {
            id: MailId::new(Uuid::from_u128(1)),
            recipient: PersonId::new(Uuid::from_u128(2)),
            address: None,
            reason,
            kind,
            event: EventId::new(Uuid::from_u128(3)),
            ticket: wording::is_about_ticket(kind).then(parts::ticket).transpose()?.map(|ticket| ticket.to_ref()),
            glance: None,
            by_name: SYSTEM_NAME.to_owned(),
            by_role: None,
            about_name: None,
            lines: Vec::new(),
            created_at: parts::QUEUED,
            author: None,
            turn: parts::QUEUED,
            due_at: parts::QUEUED,
            frequency: Frequency::AtOnce,
            joins: None,
        },
        joined: Vec::new(),
        to: EmailAddress::parse("ada@example.com")?,
        to_name: None,
        language: Language::English,
        time_zone: TimeZone::utc(),
        link: kind.link_purpose().map(|_| parts::link(kind)),
        mute: None,
        solution: None,
        rating: None,
        digest: None,
        held: None,
        files: LetterFiles::default(),
        replies: None,
    })
}

fn one_of<T: Copy>(all: &[T], nth: usize) -> Option<T> {
    all.iter().cycle().nth(nth).copied()
}

//! Mails to send.

use deskhand_domain::history::EventKind;
use deskhand_domain::notification::{
    Frequency, Mail, MailKind, MailLine, Reason, ReplySubject, ReplyTag, TicketGlance,
};
use deskhand_domain::people::{EmailAddress, Language, LinkPurpose, PersonName, Role, TimeZone};
use deskhand_domain::ports::{LetterFiles, MailLink, OutgoingMail, Replies, SecretDigest, SecretToken};
use deskhand_domain::ticket::{Priority, TicketNumber, TicketRef, TicketStatus, Title};
use deskhand_domain::{EventId, MailId, PersonId, TicketId};
use deskhand_email::{Composer, Letterhead, PublicUrl, Sender, Templates, TicketUrl};
use time::OffsetDateTime;
use uuid::Uuid;

const QUEUED: OffsetDateTime = time::macros::datetime!(2026-03-01 09:30:00 UTC);

/// The embedded templates.
pub(crate) fn composer() -> Composer {
    Composer { letterhead: letterhead(), templates: Templates::embedded().unwrap() }
}

pub(crate) fn letterhead() -> Letterhead {
    let public_url = PublicUrl::parse("https://desk.example.com").unwrap();
    Letterhead {
        from: Sender::parse("Help desk <desk@desk.example.com>").unwrap(),
        ticket_url: TicketUrl::below(&public_url),
        public_url,
    }
}

pub(crate) fn outgoing(kind: MailKind, reason: Reason, lines: Vec<MailLine>) -> OutgoingMail {
    OutgoingMail {
        mail: Mail {
            id: MailId::new(Uuid::from_u128(0x0190_a8e2_5c1f_7cc3_98c4_dc0c_0c07_398f)),
            recipient: PersonId::new(Uuid::from_u128(1)),
            address: None,
            reason,
            kind,
            event: EventId::new(Uuid::from_u128(2)),
            ticket: Some(TicketRef {
                id: TicketId::new(Uuid::from_u128(0x0190_a8e2_0000_7000_8000_0000_0000_002a)),
                number: TicketNumber::new(42).unwrap(),
                title: Title::parse("The printer on floor 3 prints only blank pages").unwrap(),
                subject: Title::parse("The printer on floor 3 prints only blank pages").unwrap(),
            }),
            glance: Some(TicketGlance {
                status: TicketStatus::Open,
                priority: Priority::High,
                assignee: Some("Edsger Dijkstra".to_owned()),
            }),
            by_name: "Grace Hopper".to_owned(),
            by_role: Some(Role::Engineer),
            about_name: None,
            lines,
            created_at: QUEUED,
            author: Some(PersonId::new(Uuid::from_u128(3))),
            turn: QUEUED,
            due_at: QUEUED,
            frequency: Frequency::AtOnce,
            joins: None,
        },
        joined: Vec::new(),
        to: EmailAddress::parse("ada@example.com").unwrap(),
        to_name: Some(PersonName::parse("Ada Lovelace").unwrap()),
        language: Language::English,
        time_zone: TimeZone::utc(),
        link: None,
        mute: Some(SecretToken::new("0190a8e2.01.q83vEiNFZ4mrze8SI0VniavN7xIjRWeJq83vEiNFZ4k".to_owned())),
        solution: None,
        rating: None,
        digest: None,
        held: None,
        files: LetterFiles::default(),
        replies: None,
    }
}

/// The same, where the desk takes mail.
pub(crate) fn answerable(mut outgoing: OutgoingMail) -> OutgoingMail {
    let number = outgoing.mail.ticket.as_ref().unwrap().number;
    let tag = |subject| ReplyTag::new(subject, &SecretDigest([0xa5; 32]));
    let address = |tag: &ReplyTag| EmailAddress::parse(&format!("support+{tag}@desk.example.com")).unwrap();
    let is_note = outgoing.answer_is_note();
    let note = tag(ReplySubject::Note(number));
    let reference = if is_note { note.clone() } else { tag(ReplySubject::Answer(number)) };
    if outgoing.mail.brings_solution() && outgoing.mail.reason == Reason::Reporter {
        outgoing.solution = Some(SecretToken::new("0190a8e2.01.mpjtb9d5mpjtb9d5mpjt".to_owned()));
    }
    if outgoing.mail.says_resolved() && outgoing.mail.reason == Reason::Reporter {
        outgoing.rating = Some(rating_token());
    }
    let is_for_staff = outgoing.mail.reason != Reason::Reporter && !is_note;
    outgoing.replies = Some(Replies {
        answer_to: Some(address(&reference)),
        note_to: is_for_staff.then(|| address(&note)),
        bounce_to: Some(address(&tag(ReplySubject::Bounce(outgoing.mail.id)))),
        reference: Some(reference),
        loop_mark: "00112233445566778899".to_owned(),
    });
    outgoing
}

pub(crate) fn rating_token() -> SecretToken {
    SecretToken::new("0190a8e2.01.r3b7q1z9r3b7q1z9r3b7".to_owned())
}

pub(crate) fn about_account(kind: MailKind, reason: Reason, lines: Vec<MailLine>) -> OutgoingMail {
    let mut outgoing = outgoing(kind, reason, lines);
    outgoing.mail.ticket = None;
    outgoing.mail.glance = None;
    outgoing.mute = None;
    outgoing
}

/// An account mail with a link of this purpose.
pub(crate) fn with_link(purpose: LinkPurpose) -> OutgoingMail {
    let mut outgoing = about_account(MailKind::with_link(purpose), Reason::OwnAccount, vec![line(EventKind::LinkSent)]);
    outgoing.mail.address = Some(outgoing.to.clone());
    outgoing.to_name = None;
    let token = SecretToken::new("q83vEiNFZ4mrze8SI0VniavN7xIjRWeJq83vEiNFZ4k".to_owned());
    outgoing.link = Some(MailLink { purpose, token });
    outgoing
}

pub(crate) fn line(kind: EventKind) -> MailLine {
    MailLine { kind, before: None, after: None, text: None, message: None }
}

pub(crate) fn changed(kind: EventKind, before: &str, after: &str) -> MailLine {
    MailLine { before: Some(before.to_owned()), after: Some(after.to_owned()), ..line(kind) }
}

pub(crate) fn became(kind: EventKind, after: &str) -> MailLine {
    MailLine { after: Some(after.to_owned()), ..line(kind) }
}

pub(crate) fn said(kind: EventKind, text: &str) -> MailLine {
    MailLine { text: Some(text.to_owned()), ..line(kind) }
}

//! What samples are made of.

use std::sync::Arc;

use deskhand_domain::files::{Blob, BlobDigest, FileKind, FileName};
use deskhand_domain::incoming::{
    ArrivedMail, HeldBecause, IncomingKind, MailDigest, MailReading, TakenMail, TakenState, Transport,
};
use deskhand_domain::notification::{MailKind, ReplySubject, ReplyTag};
use deskhand_domain::people::{EmailAddress, LinkPurpose, PersonName, PersonRef, Username};
use deskhand_domain::ports::{
    DeskDigest, FileLink, HeldMail, LetterFile, MailLink, Replies, SecretDigest, SecretToken, TakenMailView,
    TicketView, Total,
};
use deskhand_domain::ticket::{MessageBody, NewTicket, Priority, Ticket, TicketNumber, Title};
use deskhand_domain::{IncomingMailId, Invalid, MessageId, PersonId, TicketId};
use time::OffsetDateTime;
use uuid::Uuid;

/// When they are queued.
pub(super) const QUEUED: OffsetDateTime = time::macros::datetime!(2026-03-01 09:30:00 UTC);

pub(super) fn ticket() -> Result<Ticket, Invalid> {
    let new = NewTicket {
        id: TicketId::new(Uuid::from_u128(4)),
        number: TicketNumber::FIRST,
        title: Title::parse("The printer is on fire")?,
        description: MessageBody::parse("It began with smoke.")?,
        priority: Priority::Medium,
        reporter: PersonId::new(Uuid::from_u128(5)),
        follow_up_of: None,
        first_message: MessageId::new(Uuid::from_u128(6)),
    };
    Ok(Ticket::open(new, QUEUED).0)
}

pub(super) fn token() -> SecretToken {
    SecretToken::new("q83vEiNFZ4mrze8SI0VniavN7xIjRWeJq83vEiNFZ4k".to_owned())
}

pub(super) fn link(kind: MailKind) -> MailLink {
    MailLink { purpose: kind.link_purpose().unwrap_or(LinkPurpose::VerifyEmail), token: token() }
}

/// More tickets than were counted, some of them listed.
pub(super) fn busy_digest() -> Result<DeskDigest, Invalid> {
    let reporter = PersonRef {
        id: PersonId::new(Uuid::from_u128(5)),
        username: Username::parse("ada")?,
        name: PersonName::parse("Ada Lovelace")?,
    };
    Ok(DeskDigest {
        opened: vec![TicketView { ticket: ticket()?, reporter, assignee: None }],
        opened_total: Total::of(Total::MAX + 1),
        unassigned: Total::of(Total::MAX + 1),
        waiting_engineers: Total::of(2),
    })
}

/// One ticket, which was deleted since.
pub(super) fn quiet_digest() -> DeskDigest {
    DeskDigest {
        opened: Vec::new(),
        opened_total: Total::of(1),
        unassigned: Total::of(0),
        waiting_engineers: Total::of(0),
    }
}

/// One mail for every reason, with all that is known of it and with nothing; and more than that.
pub(super) fn held_mail() -> Result<HeldMail, Invalid> {
    let states = HeldBecause::ALL.iter().map(|because| TakenState::Held(*because));
    let states = states.chain([TakenState::Quarantined]);
    let views = states.enumerate().map(|(nth, state)| one_held(state, nth % 2 == 0));
    Ok(HeldMail { first: views.collect::<Result<_, _>>()?, has_more: true })
}

fn one_held(state: TakenState, is_read: bool) -> Result<TakenMailView, Invalid> {
    let (id, raw) = (IncomingMailId::new(Uuid::from_u128(8)), Blob { digest: BlobDigest([0; 32]), size: 1 });
    let arrived =
        ArrivedMail { raw: Vec::new(), sender: None, recipients: Vec::new(), transport: Transport::Http, left: None };
    let mut mail = TakenMail::new(id, MailDigest([0; 32]), &arrived, raw, QUEUED);
    mail.state = state;
    mail.reading = is_read.then(|| MailReading {
        author: Some("eve@client.example".to_owned()),
        author_name: Some("Eve".to_owned()),
        person: None,
        is_by_stranger: true,
        subject: "The printer is on fire".to_owned(),
        kind: IncomingKind::Human,
        content: None,
    });
    let ticket = is_read.then(ticket).transpose()?.map(|ticket| ticket.to_ref());
    Ok(TakenMailView { mail, ticket, assignee: None, person: None })
}

/// One that the letter carries, and one that has a link.
pub(super) fn files() -> Vec<LetterFile> {
    let link = || Some(FileLink { token: token(), expires_at: QUEUED });
    let file =
        |name, size, bytes| LetterFile { name: FileName::of(name), kind: FileKind::Text, size, link: link(), bytes };
    vec![file("notes.txt", 5, Some(Arc::from(*b"words"))), file("scan.pdf", 9_000_000, None)]
}

pub(super) fn replies() -> Result<Replies, Invalid> {
    let tag = ReplyTag::new(ReplySubject::Answer(TicketNumber::FIRST), &SecretDigest([0xa5; 32]));
    Ok(Replies {
        answer_to: Some(EmailAddress::parse("desk+answer@example.com")?),
        note_to: Some(EmailAddress::parse("desk+note@example.com")?),
        bounce_to: Some(EmailAddress::parse("desk+bounce@example.com")?),
        reference: Some(tag),
        loop_mark: "00112233445566778899".to_owned(),
    })
}

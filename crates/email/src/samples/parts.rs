//! What samples are made of.

use deskhand_domain::notification::{MailKind, ReplySubject, ReplyTag};
use deskhand_domain::people::{EmailAddress, LinkPurpose, PersonName, PersonRef, Username};
use deskhand_domain::ports::{DeskDigest, MailLink, Replies, SecretDigest, SecretToken, TicketView, Total};
use deskhand_domain::ticket::{MessageBody, NewTicket, Priority, Ticket, TicketNumber, Title};
use deskhand_domain::{Invalid, MessageId, PersonId, TicketId};
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

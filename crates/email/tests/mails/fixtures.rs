//! Mails to send.

use deskhand_domain::history::EventKind;
use deskhand_domain::notification::{Mail, MailKind, MailLine, Reason};
use deskhand_domain::people::{EmailAddress, LinkPurpose, PersonName};
use deskhand_domain::ports::{MailLink, OutgoingMail, SecretToken};
use deskhand_domain::ticket::{TicketNumber, TicketRef, Title};
use deskhand_domain::{EventId, MailId, PersonId, TicketId};
use deskhand_email::{Letterhead, PublicUrl, Sender};
use uuid::Uuid;

pub(crate) fn letterhead() -> Letterhead {
    Letterhead {
        from: Sender::parse("Help desk <desk@desk.example.com>").unwrap(),
        public_url: PublicUrl::parse("https://desk.example.com").unwrap(),
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
            by_name: "Grace Hopper".to_owned(),
            about_name: None,
            lines,
            created_at: time::macros::datetime!(2026-03-01 09:30:00 UTC),
        },
        to: EmailAddress::parse("ada@example.com").unwrap(),
        to_name: PersonName::parse("Ada Lovelace").unwrap(),
        link: None,
    }
}

pub(crate) fn about_account(kind: MailKind, reason: Reason, lines: Vec<MailLine>) -> OutgoingMail {
    let mut outgoing = outgoing(kind, reason, lines);
    outgoing.mail.ticket = None;
    outgoing
}

/// An account mail with a link of this purpose.
pub(crate) fn with_link(purpose: LinkPurpose) -> OutgoingMail {
    let mut outgoing = about_account(MailKind::with_link(purpose), Reason::OwnAccount, vec![line(EventKind::LinkSent)]);
    outgoing.mail.address = Some(outgoing.to.clone());
    let token = SecretToken::new("q83vEiNFZ4mrze8SI0VniavN7xIjRWeJq83vEiNFZ4k".to_owned());
    outgoing.link = Some(MailLink { purpose, token });
    outgoing
}

pub(crate) fn line(kind: EventKind) -> MailLine {
    MailLine { kind, before: None, after: None, text: None }
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

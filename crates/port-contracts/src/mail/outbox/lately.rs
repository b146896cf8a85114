//! Whether a letter of a kind was queued lately, so that another one is too many.

use deskhand_domain::notification::{Mail, MailKind};
use deskhand_domain::testing::{a_ticket, person_id, ticket_id};

use super::fixture::enqueue;
use crate::Adapter;
use crate::fixtures::{at, queued_mail};

pub(crate) async fn a_letter_is_found_by_its_kind_and_its_ticket_or_recipient_since_a_time(adapter: &Adapter) {
    let ticket = a_ticket().build();
    let letter = Mail { kind: MailKind::MailBounced, ticket: Some(ticket.to_ref()), ..queued_mail(5) };
    enqueue(adapter, std::slice::from_ref(&letter)).await;
    let mut uow = adapter.begin().await;
    let outbox = uow.outbox();
    for (about, kind, minute, found) in [
        (ticket.id, MailKind::MailBounced, 4, true),
        (ticket.id, MailKind::MailBounced, 5, false),
        (ticket.id, MailKind::TicketChanged, 4, false),
        (ticket_id(99), MailKind::MailBounced, 4, false),
    ] {
        assert_eq!(outbox.was_queued(about, kind, at(minute)).await.unwrap(), found, "{about} {kind} {minute}");
    }
    for (to, kind, minute, found) in [
        (letter.recipient, MailKind::MailBounced, 4, true),
        (letter.recipient, MailKind::MailBounced, 5, false),
        (letter.recipient, MailKind::TicketChanged, 4, false),
        (person_id("other"), MailKind::MailBounced, 4, false),
    ] {
        assert_eq!(outbox.was_queued_to(to, kind, at(minute)).await.unwrap(), found, "{to} {kind} {minute}");
    }
}

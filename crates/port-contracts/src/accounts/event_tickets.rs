//! A ticket for an event stream can be used once, until it expires.

use std::sync::Arc;

use deskhand_domain::SessionId;
use deskhand_domain::ports::{EventTicket, SecretDigest};
use deskhand_domain::testing::a_customer;
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use crate::Adapter;
use crate::fixtures::{at, at_once};

pub(crate) async fn an_event_ticket_is_valid_once_and_until_the_moment_it_expires(adapter: &Adapter) {
    let ticket = issued(adapter, 1).await;
    assert_eq!(consume(adapter, &SecretDigest([77; 32]), at(1)).await, None, "it is unknown");
    assert_eq!(consume(adapter, &ticket.digest, ticket.expires_at).await, None, "it has expired");
    let valid = ticket.expires_at - Duration::MILLISECOND;
    assert_eq!(consume(adapter, &ticket.digest, valid).await, Some(ticket));
    assert_eq!(consume(adapter, &ticket.digest, valid).await, None, "it was used");
}

pub(crate) async fn an_event_ticket_opens_one_stream_even_if_twenty_ask_at_once(adapter: &Adapter) {
    let ticket = issued(adapter, 1).await;
    let outcomes = at_once(20, |_| {
        let storage = Arc::clone(&adapter.storage);
        async move {
            let mut uow = storage.begin().await.unwrap();
            let outcome = uow.event_tickets().consume(&ticket.digest, at(1)).await.unwrap();
            uow.commit().await.unwrap();
            outcome
        }
    })
    .await;
    assert_eq!(outcomes.into_iter().flatten().collect::<Vec<_>>(), [ticket]);
}

pub(crate) async fn expired_event_tickets_are_forgotten_in_bounded_numbers_and_valid_ones_stay(adapter: &Adapter) {
    let [first, second, third] = [issued(adapter, 1).await, issued(adapter, 2).await, issued(adapter, 3).await];
    let forget = async |limit| {
        let mut uow = adapter.begin().await;
        let forgotten = uow.event_tickets().forget_expired(second.expires_at, limit).await.unwrap();
        uow.commit().await.unwrap();
        forgotten
    };
    assert_eq!((forget(1).await, forget(9).await, forget(9).await), (1, 1, 0));
    assert_eq!(consume(adapter, &first.digest, at(1)).await, None);
    assert_eq!(consume(adapter, &third.digest, at(3)).await, Some(third));
}

/// The nth ticket, issued `n` minutes after the start.
async fn issued(adapter: &Adapter, n: u8) -> EventTicket {
    let person = a_customer().build();
    if n == 1 {
        adapter.keep_people(std::slice::from_ref(&person)).await;
    }
    let ticket = EventTicket {
        digest: SecretDigest([n; 32]),
        person: person.id,
        session: SessionId::new(Uuid::from_u128(n.into())),
        stream_ends_at: at(n.into()) + Duration::HOUR,
        expires_at: at(n.into()) + Duration::seconds(30),
    };
    let mut uow = adapter.begin().await;
    uow.event_tickets().add(&ticket).await.unwrap();
    uow.commit().await.unwrap();
    ticket
}

async fn consume(adapter: &Adapter, digest: &SecretDigest, at: OffsetDateTime) -> Option<EventTicket> {
    let mut uow = adapter.begin().await;
    let outcome = uow.event_tickets().consume(digest, at).await.unwrap();
    uow.commit().await.unwrap();
    outcome
}

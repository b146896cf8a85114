//! Sessions, and whether they are valid.

use deskhand_domain::ports::{Consumed, SecretDigest};
use deskhand_domain::testing::a_customer;
use deskhand_domain::{PersonId, SessionId};

use crate::Adapter;
use crate::fixtures::{at, id, token};

/// Sessions of the customer; session `n` has token `n`.
pub(super) async fn begin_sessions(adapter: &Adapter, sessions: &[u8]) -> PersonId {
    let customer = a_customer().build();
    adapter.keep_people(std::slice::from_ref(&customer)).await;
    let mut uow = adapter.begin().await;
    for n in sessions {
        uow.sessions().begin_session(&token(*n, u64::from(*n), customer.id), None).await.unwrap();
    }
    uow.commit().await.unwrap();
    customer.id
}

pub(super) async fn consume(adapter: &Adapter, digest: SecretDigest) -> Consumed {
    let mut uow = adapter.begin().await;
    let outcome = uow.sessions().consume(&digest, at(1)).await.unwrap();
    uow.commit().await.unwrap();
    outcome
}

/// The numbers of the sessions that are valid for the person.
pub(super) async fn standing(adapter: &Adapter, person: PersonId, sessions: &[u64]) -> Vec<u64> {
    let mut standing = Vec::new();
    for n in sessions {
        if adapter.people.of_session(SessionId::new(id(*n)), person, at(0)).await.unwrap().is_some() {
            standing.push(*n);
        }
    }
    standing
}

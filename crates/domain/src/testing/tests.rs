//! The doubles do what tests take for granted.

use time::Duration;

use super::*;
use crate::ids::SessionId;
use crate::people::Password;
use crate::ports::{AccessClaims, AccessTokens, Clock, IdGenerator, PasswordHasher, Secrets, Storage, TokenUse};
use crate::ticket::Ticket;

#[test]
fn ids_are_of_version_7_and_sort_in_the_order_of_making() {
    let ids = SequentialIds::new();
    let made: Vec<_> = (0..1000).map(|_| ids.uuid()).collect();
    assert!(made.is_sorted());
    assert!(made.iter().all(|id| id.get_version_num() == 7 && id.get_variant() == uuid::Variant::RFC4122));
    assert!(ticket_id(1) < ticket_id(2));
    assert_ne!(person_id("ada"), person_id("bob"));
}

#[test]
fn a_clock_moves_only_when_told_and_its_copies_with_it() {
    let clock = TestClock::new();
    let copy = clock.clone();
    assert_eq!(copy.now(), TestClock::START);
    clock.advance(Duration::milliseconds(1));
    assert_eq!(copy.now(), TestClock::START + Duration::MILLISECOND);
    clock.set(TestClock::START - Duration::DAY);
    assert_eq!(copy.now(), TestClock::START - Duration::DAY);
}

#[test]
fn a_token_is_read_back_until_it_expires() {
    let claims = AccessClaims {
        person: person_id("ada"),
        session: SessionId::new(SequentialIds::new().uuid()),
        issued_at: TestClock::START,
        expires_at: TestClock::START + Duration::MINUTE,
        usage: TokenUse::Api,
    };
    let token = PlainTokens.issue(&claims);
    assert_eq!(PlainTokens.read(&token, TestClock::START), Ok(claims));
    assert!(PlainTokens.read(&token, claims.expires_at).is_err());
    assert!(PlainTokens.read("forged", TestClock::START).is_err());
}

#[test]
fn secrets_count_and_each_has_its_own_digest() {
    let secrets = CountedSecrets::new();
    let (first, second) = (secrets.generate(), secrets.generate());
    assert_eq!((first.reveal(), second.reveal()), ("secret-1", "secret-2"));
    assert_eq!(secrets.digest("secret-1"), secrets.digest(first.reveal()));
    assert_ne!(secrets.digest("secret-1"), secrets.digest("secret-2"));
}

#[test]
fn the_password_of_a_built_person_is_the_one_that_opens() {
    let person = a_customer().password("correct horse").build();
    let opens =
        |typed: &str, hash| pollster::block_on(PlainPasswords.verify(Password::typed(typed).unwrap(), hash)).unwrap();
    assert!(opens("correct horse", person.password.clone()));
    assert!(!opens("wrong horse", person.password.clone()));
    assert!(!opens("correct horse", None));
}

#[test]
fn a_storage_hands_out_what_was_prepared_and_tells_what_was_committed() {
    let (kept, dropped) = (MockUnitOfWork::new(), MockUnitOfWork::new());
    let committed = [kept.committed.clone(), dropped.committed.clone()];
    let mut first = kept;
    first.tickets.expect_find().returning(|id| Ok(Some(a_ticket().id(id).build())));
    let storage = MockStorage::handing_out(first).then(dropped);
    pollster::block_on(async {
        let mut uow = storage.begin().await.unwrap();
        let found: Option<Ticket> = uow.tickets().find(ticket_id(9)).await.unwrap();
        assert_eq!(found.map(|ticket| ticket.id), Some(ticket_id(9)));
        uow.commit().await.unwrap();
        drop(storage.begin().await.unwrap());
        assert!(storage.begin().await.is_err());
    });
    let committed = committed.map(|flag| flag.load(std::sync::atomic::Ordering::SeqCst));
    assert_eq!(committed, [true, false]);
}

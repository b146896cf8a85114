//! Usernames that were given up, and stay reserved for their owner.

use deskhand_domain::people::{Actor, EmailAddress, Password, PersonName, Role, Username, UsernameReservation};
use deskhand_domain::ports::{PersonKey, Unique};
use deskhand_domain::testing::{a_customer, a_superadmin, person_id};
use deskhand_domain::use_cases::{Error, SignUp, UpdatePerson};

use crate::Adapter;
use crate::fixtures::{at, at_once, setup};

fn name(text: &str) -> Username {
    Username::parse(text).unwrap()
}

async fn reserve(adapter: &Adapter, username: &str, owner: &str, until: i64) {
    let mut uow = adapter.begin().await;
    let reservation = UsernameReservation { owner: person_id(owner), until: at(until) };
    uow.people().reserve_username(&name(username), reservation).await.unwrap();
    uow.commit().await.unwrap();
}

/// The owner and the end, in minutes.
async fn reservation(adapter: &Adapter, username: &str) -> Option<UsernameReservation> {
    adapter.begin().await.people().username_reservation(&name(username)).await.unwrap()
}

pub(crate) async fn the_newest_reservation_of_a_username_counts(adapter: &Adapter) {
    adapter.keep_people(&[a_customer().username("ada").build(), a_customer().username("ben").build()]).await;
    assert_eq!(reservation(adapter, "old.name").await, None);
    for (owner, until) in [("ada", 10), ("ben", 20), ("ben", 15)] {
        reserve(adapter, "old.name", owner, until).await;
        let newest = UsernameReservation { owner: person_id(owner), until: at(until) };
        assert_eq!(reservation(adapter, "OLD.name").await, Some(newest));
    }
    let mut undone = adapter.begin().await;
    undone.people().release_usernames_of(person_id("ben")).await.unwrap();
    drop(undone);
    assert!(reservation(adapter, "old.name").await.is_some());
}

pub(crate) async fn reservations_of_usernames_end_by_time_and_with_their_owner(adapter: &Adapter) {
    adapter.keep_people(&[a_customer().username("ada").build(), a_customer().username("ben").build()]).await;
    for (username, owner, until) in [("one", "ada", 10), ("two", "ada", 11), ("three", "ben", 10), ("four", "ben", 99)]
    {
        reserve(adapter, username, owner, until).await;
    }
    for (until, limit, forgotten) in [(9, 9, 0), (10, 1, 1), (10, 9, 1), (10, 9, 0)] {
        let mut uow = adapter.begin().await;
        assert_eq!(uow.people().forget_username_reservations(at(until), limit).await.unwrap(), forgotten);
        uow.commit().await.unwrap();
    }
    let mut uow = adapter.begin().await;
    uow.people().release_usernames_of(person_id("ben")).await.unwrap();
    uow.commit().await.unwrap();
    for (username, is_left) in [("one", false), ("two", true), ("three", false), ("four", false)] {
        assert_eq!(reservation(adapter, username).await.is_some(), is_left, "{username}");
    }
}

/// A sign-up that waits for the renaming to end sees its reservation.
pub(crate) async fn a_username_that_is_given_up_at_the_same_time_is_not_signed_up_with(adapter: &Adapter) {
    let root = a_superadmin().build();
    adapter.keep_people(std::slice::from_ref(&root)).await;
    let use_cases = setup(adapter).use_cases;
    for round in 0..20 {
        let old = format!("old{round}");
        let ada = a_customer().username(&old).build();
        adapter.keep_people(std::slice::from_ref(&ada)).await;
        let results = at_once(4, |i| {
            let (use_cases, root, old, id) = (use_cases.clone(), Actor::from(&root), old.clone(), ada.id);
            async move {
                if i == 0 {
                    let username = Some(name(&format!("new{round}")));
                    let rename = UpdatePerson { username, ..UpdatePerson::default() };
                    return use_cases.users().update(&root, PersonKey::Id(id), rename).await.map(|_| ());
                }
                use_cases.accounts().sign_up(a_sign_up(&old, i)).await.map(|_| ())
            }
        })
        .await;
        let taken = results.iter().filter(|result| matches!(result, Err(Error::Taken(Unique::Username)))).count();
        assert_eq!((taken, results.iter().filter(|result| result.is_ok()).count()), (3, 1), "{results:?}");
    }
}

fn a_sign_up(username: &str, n: u64) -> SignUp {
    SignUp {
        name: PersonName::parse(username).unwrap(),
        username: name(username),
        email: EmailAddress::parse(&format!("{username}.{n}@example.com")).unwrap(),
        password: Some(Password::parse("a long and quiet password").unwrap()),
        role: Role::Customer,
        phone: None,
        language: None,
        time_zone: None,
    }
}

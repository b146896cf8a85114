//! Lists of people: filters, orders, pages, and who sees whom.

use deskhand_domain::people::{AccountStatus, Person, Role};
use deskhand_domain::permissions::PeopleVisibility;
use deskhand_domain::ports::{PeopleFilter, PersonPosition, PersonSort, PersonView};
use deskhand_domain::testing::{PersonBuilder, a_customer, person_id};
use std::collections::BTreeMap;

use deskhand_domain::PersonId;

use crate::Adapter;
use crate::fixtures::pages::{all, rows};
use crate::fixtures::random::Random;
use crate::fixtures::{at, sorted};

pub(crate) async fn people_are_listed_by_role_and_state(adapter: &Adapter) {
    let people = keep_crowd(adapter).await;
    let roles: [&[Role]; 3] = [&[], &[Role::Engineer], &[Role::Admin, Role::Customer]];
    let states: [&[AccountStatus]; 3] =
        [&[], &[AccountStatus::Pending], &[AccountStatus::Approved, AccountStatus::Suspended]];
    for role in roles {
        for status in states {
            let filter = PeopleFilter { role: role.to_vec(), status: status.to_vec(), q: None };
            let fits = |p: &&Person| {
                (role.is_empty() || role.contains(&p.role)) && (status.is_empty() || status.contains(&p.status))
            };
            let expected = sorted(people.iter().filter(fits).map(|p| p.id));
            assert_eq!(found(adapter, PeopleVisibility::Everybody, filter).await, expected);
        }
    }
}

pub(crate) async fn people_are_searched_by_username_name_and_address(adapter: &Adapter) {
    let people = [
        a_customer().username("ada_l").name("Ada Lovelace").email("first@example.com"),
        a_customer().username("zoe.x").name("Zoë Ärmel").email("SECOND_PERSON@example.org"),
        a_customer().username("ivan").name("Иван 100%").email("third@example.com"),
        a_customer().username("back").name("A\\B").email("fourth@example.net"),
    ];
    adapter.keep_people(&people.map(PersonBuilder::build)).await;
    let cases: &[(&str, &[&str])] = &[
        ("ADA", &["ada_l"]),
        ("love", &["ada_l"]),
        ("ärM", &["zoe.x"]),
        ("ZOË", &["zoe.x"]),
        ("иВАН", &["ivan"]),
        ("%", &["ivan"]),
        ("_", &["ada_l", "zoe.x"]),
        ("\\", &["back"]),
        ("second_", &["zoe.x"]),
        ("EXAMPLE.com", &["ada_l", "ivan"]),
        (".", &["ada_l", "zoe.x", "ivan", "back"]),
        ("nobody", &[]),
    ];
    for (q, expected) in cases {
        let filter = PeopleFilter { q: Some((*q).to_owned()), ..PeopleFilter::default() };
        let expected = sorted(expected.iter().map(|name| person_id(name)));
        assert_eq!(found(adapter, PeopleVisibility::Everybody, filter).await, expected, "{q}");
    }
}

pub(crate) async fn people_are_listed_only_to_whom_they_may_be(adapter: &Adapter) {
    let people = keep_crowd(adapter).await;
    let me = people.iter().find(|person| person.role == Role::Admin).unwrap().id;
    for sees in [
        PeopleVisibility::Everybody,
        PeopleVisibility::CustomersAndEngineers(me),
        PeopleVisibility::Only(me),
        PeopleVisibility::Only(person_id("nobody")),
    ] {
        let expected = sorted(people.iter().filter(|p| sees.includes(p.id, p.role)).map(|p| p.id));
        assert_eq!(found(adapter, sees, PeopleFilter::default()).await, expected, "{sees:?}");
    }
}

pub(crate) async fn every_order_of_people_visits_everybody_once_even_with_ties(adapter: &Adapter) {
    let people = keep_crowd(adapter).await;
    let counts: BTreeMap<PersonId, u32> = people.iter().zip(0..).map(|(p, n)| (p.id, n % 4)).collect();
    let mut uow = adapter.begin().await;
    for (person, count) in &counts {
        uow.workload().count_reported(*person, i32::try_from(*count).unwrap()).await.unwrap();
    }
    uow.commit().await.unwrap();
    for sort in PersonSort::ALL {
        let mut expected: Vec<&Person> = people.iter().collect();
        match sort {
            PersonSort::CreatedAt => expected.sort_by_key(|p| (p.created_at, p.id)),
            PersonSort::CreatedAtDesc => expected.sort_by_key(|p| std::cmp::Reverse((p.created_at, p.id))),
            PersonSort::TicketsDesc => expected.sort_by_key(|p| std::cmp::Reverse((counts.get(&p.id), p.id))),
        }
        let expected: Vec<PersonId> = expected.into_iter().map(|p| p.id).collect();
        for limit in [1, 3, 100] {
            let seen = read(adapter, PeopleVisibility::Everybody, &PeopleFilter::default(), *sort, limit).await;
            assert_eq!(seen.iter().map(|view| view.person.id).collect::<Vec<_>>(), expected, "{sort} by {limit}");
            assert!(seen.iter().all(|view| counts.get(&view.person.id) == Some(&view.tickets_count)));
        }
    }
}

pub(crate) async fn people_are_counted_where_asked_whatever_the_page(adapter: &Adapter) {
    let people = keep_crowd(adapter).await;
    let filter = PeopleFilter { role: vec![Role::Customer], ..PeopleFilter::default() };
    let expected = people.iter().filter(|p| p.role == Role::Customer).count() as u64;
    let sort = PersonSort::CreatedAt;
    let list =
        |after, count| adapter.people.list(PeopleVisibility::Everybody, filter.clone(), sort, after, rows(2), count);
    let page = list(None, true).await.unwrap();
    assert_eq!(page.total, Some(expected));
    let after = page.rows.last().map(|view| PersonPosition::of(view, sort));
    assert_eq!(list(after, true).await.unwrap().total, Some(expected));
    assert_eq!(list(None, false).await.unwrap().total, None);
}

/// Forty people, several in each minute; and removed ones, who are in no list.
async fn keep_crowd(adapter: &Adapter) -> Vec<Person> {
    let mut random = Random::new(13);
    let crowd = (0..40).map(|n| {
        a_customer()
            .username(&format!("person{n}"))
            .role(*random.pick(Role::ALL))
            .status(*random.pick(AccountStatus::ALL))
            .created_at(at(random.below(6).cast_signed()))
    });
    let crowd: Vec<Person> = crowd.map(PersonBuilder::build).collect();
    adapter.keep_people(&crowd).await;
    let removed = (0..5).map(|n| a_customer().username(&format!("gone{n}")).removed_at(at(9)).build());
    adapter.keep_people(&removed.collect::<Vec<_>>()).await;
    crowd
}

async fn found(adapter: &Adapter, sees: PeopleVisibility, filter: PeopleFilter) -> Vec<PersonId> {
    sorted(read(adapter, sees, &filter, PersonSort::CreatedAt, 7).await.iter().map(|view| view.person.id))
}

async fn read(
    adapter: &Adapter,
    sees: PeopleVisibility,
    filter: &PeopleFilter,
    sort: PersonSort,
    limit: u32,
) -> Vec<PersonView> {
    let limit = rows(limit);
    all(
        limit,
        |view| PersonPosition::of(view, sort),
        async |after| adapter.people.list(sees, filter.clone(), sort, after, limit, false).await.unwrap(),
    )
    .await
}

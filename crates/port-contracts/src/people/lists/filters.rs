//! People by role, state and words.

use deskhand_domain::people::{AccountStatus, Person, Role};
use deskhand_domain::permissions::PeopleVisibility;
use deskhand_domain::ports::PeopleFilter;
use deskhand_domain::testing::{PersonBuilder, a_customer, person_id, search_for};

use super::fixture::{found, keep_crowd};
use crate::Adapter;
use crate::fixtures::sorted;

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
        ("zoe", &["zoe.x"]),
        ("armel ZOE", &["zoe.x"]),
        ("lovelace example.com ada", &["ada_l"]),
        ("ada zoe", &[]),
        ("\"ada lovelace\"", &["ada_l"]),
        ("\"lovelace ada\"", &[]),
        ("#1", &[]),
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
        let filter = PeopleFilter { q: Some(search_for(q)), ..PeopleFilter::default() };
        let expected = sorted(expected.iter().map(|name| person_id(name)));
        assert_eq!(found(adapter, PeopleVisibility::Everybody, filter).await, expected, "{q}");
    }
}

//! Who sees whom in a list.

use deskhand_domain::people::Role;
use deskhand_domain::permissions::PeopleVisibility;
use deskhand_domain::ports::PeopleFilter;
use deskhand_domain::testing::person_id;

use super::fixture::{found, keep_crowd};
use crate::Adapter;
use crate::fixtures::sorted;

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

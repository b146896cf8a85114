//! A crowd of people, and how it is read.

use deskhand_domain::PersonId;
use deskhand_domain::people::{AccountStatus, Person, Role};
use deskhand_domain::permissions::PeopleVisibility;
use deskhand_domain::ports::{PeopleFilter, PersonPosition, PersonSort, PersonView};
use deskhand_domain::testing::{PersonBuilder, a_customer};

use crate::Adapter;
use crate::fixtures::{Random, all, at, rows, sorted};

/// Forty people, several in each minute; and removed ones, who are in no list.
pub(super) async fn keep_crowd(adapter: &Adapter) -> Vec<Person> {
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

pub(super) async fn found(adapter: &Adapter, sees: PeopleVisibility, filter: PeopleFilter) -> Vec<PersonId> {
    sorted(read(adapter, sees, &filter, PersonSort::CreatedAt, 7).await.iter().map(|view| view.person.id))
}

pub(super) async fn read(
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

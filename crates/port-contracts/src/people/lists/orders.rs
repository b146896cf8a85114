//! Orders, pages and totals of the list of people.

use std::collections::BTreeMap;

use deskhand_domain::PersonId;
use deskhand_domain::people::{Person, Role};
use deskhand_domain::permissions::PeopleVisibility;
use deskhand_domain::ports::{PeopleFilter, PersonPosition, PersonSort, Total};

use super::fixture::{keep_crowd, read};
use crate::Adapter;
use crate::fixtures::rows;

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
    assert_eq!(page.total, Some(Total::of(expected)));
    let after = page.rows.last().map(|view| PersonPosition::of(view, sort));
    assert_eq!(list(after, true).await.unwrap().total, Some(Total::of(expected)));
    assert_eq!(list(None, false).await.unwrap().total, None);
}

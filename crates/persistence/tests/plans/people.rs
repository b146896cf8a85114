use deskhand_domain::people::{AccountStatus, Role};
use deskhand_domain::permissions::PeopleVisibility;
use deskhand_domain::ports::{PageLimit, PeopleFilter, PersonPosition, PersonSort};
use deskhand_domain::testing::{person_id, search_for};

use sea_orm::{DbBackend, QueryTrait};

use super::{Plan, Planner};
use crate::queries::people::list::{belonging, one_page_of};
use crate::repositories::people::with_admins;

impl Planner {
    async fn people(
        &self,
        sees: PeopleVisibility,
        filter: &PeopleFilter,
        sort: PersonSort,
        after: Option<PersonPosition>,
    ) -> Plan {
        self.plan(one_page_of(belonging(sees, filter, self.backend()), sort, after, PageLimit::default())).await
    }
}

fn all() -> PeopleFilter {
    PeopleFilter::default()
}

/// Each filter that a list can have, with the column by which an index must find its people.
fn filters() -> Vec<(PeopleFilter, &'static str)> {
    vec![
        (PeopleFilter { role: vec![Role::Engineer], ..all() }, "role"),
        (PeopleFilter { status: vec![AccountStatus::Pending], ..all() }, "status"),
        (PeopleFilter { q: Some(search_for("Zebra")), ..all() }, "name_folded"),
    ]
}

#[tokio::test]
async fn every_order_is_read_from_an_index_from_any_position() {
    for planner in Planner::both().await {
        for sort in PersonSort::ALL {
            let value = if *sort == PersonSort::TicketsDesc { 25 } else { 5_000_000 };
            let middle = PersonPosition { value, id: person_id("someone") };
            for after in [None, Some(middle)] {
                let plan = planner.people(PeopleVisibility::Everybody, &all(), *sort, after).await;
                assert!(!plan.looks_at_every_row() && !plan.sorts(), "{sort}: {plan:#?}");
            }
        }
    }
}

#[tokio::test]
async fn every_filter_finds_its_people_in_its_index() {
    for planner in Planner::both().await {
        for (filter, column) in filters() {
            let plan = planner.people(PeopleVisibility::Everybody, &filter, PersonSort::CreatedAtDesc, None).await;
            assert!(plan.finds_by(column) && !plan.looks_at_every_row(), "{filter:?}: {plan:#?}");
        }
    }
}

#[tokio::test]
async fn no_filter_in_any_order_for_any_caller_looks_at_everybody() {
    let someone = person_id("someone");
    let callers = [
        PeopleVisibility::Everybody,
        PeopleVisibility::CustomersAndEngineers(someone),
        PeopleVisibility::Only(someone),
    ];
    for planner in Planner::both().await {
        for sees in callers {
            for (filter, _) in filters().into_iter().chain([(all(), "")]) {
                for sort in PersonSort::ALL {
                    let plan = planner.people(sees, &filter, *sort, None).await;
                    assert!(!plan.looks_at_every_row(), "{sees:?} {sort} {filter:?}: {plan:#?}");
                }
            }
        }
    }
}

#[tokio::test]
async fn whoever_a_mail_may_concern_is_found_without_looking_at_everybody() {
    for planner in Planner::both().await {
        for ids in [vec![], vec![person_id("someone"), person_id("another")]] {
            let plan = planner.plan(with_admins(&ids)).await;
            assert!(plan.finds_by("role") && !plan.looks_at_every_row(), "{ids:?}: {plan:#?}");
            assert_eq!(plan.finds_by("id"), !ids.is_empty(), "{ids:?}: {plan:#?}");
            if planner.backend() == DbBackend::Postgres {
                let plan = planner.plan_for_any_values(with_admins(&ids).build(DbBackend::Postgres)).await;
                assert!(plan.finds_by("role") && !plan.looks_at_every_row(), "{ids:?}: {plan:#?}");
            }
        }
    }
}

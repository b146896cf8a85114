use deskhand_domain::people::{AccountStatus, Actor, Role};
use deskhand_domain::permissions::events_visible_to;
use deskhand_domain::policy::{EngineerScope, Workflow};
use deskhand_domain::ports::{FeedPosition, PageLimit};
use deskhand_domain::testing::person_id;
use deskhand_domain::{EventId, PersonId};
use sea_orm::{Order, QuerySelect};
use uuid::Uuid;

use super::{Plan, Planner};
use crate::queries::events::feed_page::{one_page_between, only_after, settled};
use crate::queries::events::visible_parts::visible_parts;

/// A position in the middle of the twenty thousand events.
fn at(work: i64) -> FeedPosition {
    FeedPosition { work, seq: 0, event: EventId::new(Uuid::nil()) }
}

/// It may sort: the rows between two positions are few.
fn reads_along_the_feed(plan: &Plan) -> bool {
    plan.finds_by("tx") && !plan.looks_at_every_row()
}

#[tokio::test]
async fn the_newest_event_and_the_end_of_a_page_are_found_in_the_index_of_the_feed() {
    for planner in Planner::both().await {
        let newest = planner.plan(settled(planner.backend(), Order::Desc).limit(1)).await;
        assert!(!newest.looks_at_every_row() && !newest.sorts(), "{newest:#?}");
        let end = only_after(settled(planner.backend(), Order::Asc), at(4_000)).offset(100).limit(1);
        let end = planner.plan(end).await;
        assert!(reads_along_the_feed(&end), "{end:#?}");
    }
}

#[tokio::test]
async fn every_caller_reads_a_page_along_the_index_of_the_feed() {
    let me: PersonId = person_id("someone");
    for planner in Planner::both().await {
        for role in Role::ALL {
            for scope in EngineerScope::ALL {
                let rules = Workflow { engineer_scope: *scope, ..Workflow::default() };
                let actor = Actor { id: me, role: *role, status: AccountStatus::Approved, by_key: false };
                let sees = events_visible_to(&actor, &rules).unwrap();
                let page = one_page_between(planner.backend(), sees, at(4_000), at(4_100), PageLimit::default());
                let plan = planner.plan(page).await;
                assert!(reads_along_the_feed(&plan), "{role} {scope}: {plan:#?}");
            }
        }
    }
}

#[tokio::test]
async fn whoever_sees_few_events_has_them_counted_without_reading_the_log() {
    let me: PersonId = person_id("someone");
    for planner in Planner::both().await {
        for role in [Role::Customer, Role::Engineer] {
            let actor = Actor { id: me, role, status: AccountStatus::Approved, by_key: false };
            let sees = events_visible_to(&actor, &Workflow::default()).unwrap();
            for part in visible_parts(planner.backend(), sees) {
                let plan = planner.plan(part.limit(10_001)).await;
                assert!(!plan.looks_at_every_row(), "{role}: {plan:#?}");
            }
        }
    }
}

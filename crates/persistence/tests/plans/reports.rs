use deskhand_domain::permissions::{NotesVisibility, PeopleVisibility, TicketVisibility};
use deskhand_domain::ports::{Measure, PageLimit, ResolvedPosition};
use deskhand_domain::report::Period;
use deskhand_domain::testing::ticket_id;
use time::OffsetDateTime;

use super::Planner;
use crate::entities::ticket::Column;
use crate::queries::reports::statements::{
    all_measured, blocked, engineers, opened, ratings, ratings_of, resolved, resolved_by,
};
use crate::run::counted;

fn between(from: i64, to: i64) -> Period {
    let at = |second| OffsetDateTime::from_unix_timestamp(second).unwrap();
    Period::new(at(from), at(to)).unwrap()
}

/// The period of a hundred of the twenty thousand tickets.
fn period() -> Period {
    between(10_000, 10_100)
}

#[tokio::test]
async fn every_page_of_what_was_resolved_is_read_from_the_index_where_it_begins() {
    let (sees, limit) = (TicketVisibility::Everything, PageLimit::LARGEST);
    let period = between(2_000, 19_000);
    let middle = ResolvedPosition { resolved_at: between(10_000, 10_001).from(), id: ticket_id(7) };
    for planner in Planner::both().await {
        for after in [None, Some(middle)] {
            let plan = planner.plan(resolved(sees, period, after, limit)).await;
            assert!(plan.finds_by("resolved_at"), "{after:?}: {plan:#?}");
            assert!(!plan.sorts() && !plan.looks_at_every_row(), "{after:?}: {plan:#?}");
        }
    }
}

#[tokio::test]
async fn the_figures_of_a_period_look_at_its_tickets_only() {
    let sees = TicketVisibility::Everything;
    for planner in Planner::both().await {
        let plan = planner.plan(opened(sees, period())).await;
        assert!(plan.finds_by("created_at"), "{plan:#?}");
        let plan = planner.plan(counted(all_measured(sees, period(), Measure::FirstResponse), Column::Id)).await;
        assert!(plan.finds_by("created_at"), "{plan:#?}");
        let plan = planner.plan(counted(all_measured(sees, period(), Measure::Resolution), Column::Id)).await;
        assert!(plan.finds_by("resolved_at"), "{plan:#?}");
        let plan = planner.plan(ratings(NotesVisibility::Everywhere, period())).await;
        assert!(plan.finds_by("rated_at"), "{plan:#?}");
    }
}

#[tokio::test]
async fn the_figures_of_the_engineers_do_not_look_at_every_ticket() {
    for planner in Planner::both().await {
        let all = || engineers(PeopleVisibility::Everybody, planner.backend());
        for statement in [blocked(all()), resolved_by(all(), period()), ratings_of(all(), period())] {
            let plan = planner.plan(statement).await;
            let walks_tickets = plan.lines.iter().any(|line| {
                line.contains("Seq Scan on tickets") || (line.starts_with("SCAN tickets") && !line.contains("INDEX"))
            });
            assert!(!walks_tickets, "{plan:#?}");
        }
    }
}

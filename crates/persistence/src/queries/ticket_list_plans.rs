//! How SQLite would run the ticket list: along an index, whatever the order and the filter.

use deskhand_domain::permissions::TicketVisibility;
use deskhand_domain::ports::{AssigneeFilter, PageLimit, TicketFilter, TicketPosition, TicketSort};
use deskhand_domain::testing::{TestClock, person_id, ticket_id};
use deskhand_domain::ticket::{Awaiting, Priority, TicketStatus};
use sea_orm::{ConnectionTrait, DbBackend, QueryTrait, Statement};
use tempfile::TempDir;

use super::ticket_list::{belonging, one_page_of};
use crate::{Database, DatabaseOptions};

struct Plans {
    database: Database,
    _directory: TempDir,
}

impl Plans {
    async fn new() -> Self {
        let directory = TempDir::new().unwrap();
        let url = format!("sqlite://{}", directory.path().join("deskhand.db").display());
        let database = Database::connect(&url, &DatabaseOptions::default()).await.unwrap();
        database.migrate_up().await.unwrap();
        Self { database, _directory: directory }
    }

    async fn of(&self, filter: &TicketFilter, sort: TicketSort, after: Option<TicketPosition>) -> String {
        self.seen(TicketVisibility::Everything, filter, sort, after).await
    }

    async fn seen(
        &self,
        sees: TicketVisibility,
        filter: &TicketFilter,
        sort: TicketSort,
        after: Option<TicketPosition>,
    ) -> String {
        let list = one_page_of(belonging(sees, filter), sort, after, PageLimit::default());
        let mut explain: Statement = list.build(DbBackend::Sqlite);
        explain.sql = format!("EXPLAIN QUERY PLAN {}", explain.sql);
        let rows = self.database.reader.query_all_raw(explain).await.unwrap();
        rows.iter().map(|row| row.try_get::<String>("", "detail").unwrap()).collect::<Vec<_>>().join("\n")
    }
}

fn walks_an_index(plan: &str) -> bool {
    plan.lines().any(|line| line.contains(" tickets USING ") && line.contains("INDEX"))
        && !plan.lines().any(|line| line.starts_with("SCAN tickets") && !line.contains("USING"))
}

fn sorts(plan: &str) -> bool {
    plan.contains("TEMP B-TREE")
}

#[tokio::test]
async fn every_order_is_read_from_an_index_from_any_position() {
    let plans = Plans::new().await;
    let middle = TicketPosition { value: 1_767_600_000_000, id: ticket_id(7) };
    for sort in TicketSort::ALL {
        let first_page = plans.of(&TicketFilter::default(), *sort, None).await;
        assert!(walks_an_index(&first_page) && !sorts(&first_page), "{sort}:\n{first_page}");
        let later_page = plans.of(&TicketFilter::default(), *sort, Some(middle)).await;
        assert!(later_page.contains("SEARCH tickets USING INDEX") && !sorts(&later_page), "{sort}:\n{later_page}");
    }
}

#[tokio::test]
async fn every_filter_in_the_usual_order_is_read_from_an_index() {
    let (someone, now) = (person_id("someone"), TestClock::START);
    let none = TicketFilter::default;
    let filters = [
        TicketFilter { status: vec![TicketStatus::Open], ..none() },
        TicketFilter { priority: vec![Priority::Urgent], ..none() },
        TicketFilter { reporter: Some(vec![someone]), ..none() },
        TicketFilter { assignee: Some(vec![AssigneeFilter::Person(someone)]), ..none() },
        TicketFilter { assignee: Some(vec![AssigneeFilter::Nobody]), ..none() },
        TicketFilter { awaiting: Some(Awaiting::Staff), ..none() },
        TicketFilter { created_after: Some(now), ..none() },
        TicketFilter { created_before: Some(now), ..none() },
        TicketFilter { updated_after: Some(now), ..none() },
        TicketFilter { updated_before: Some(now), ..none() },
    ];
    let plans = Plans::new().await;
    for filter in filters {
        for sort in TicketSort::ALL {
            let plan = plans.of(&filter, *sort, None).await;
            assert!(walks_an_index(&plan), "{sort} {filter:?}:\n{plan}");
        }
    }
}

#[tokio::test]
async fn a_single_state_side_or_person_needs_no_sorting_in_the_usual_order() {
    let someone = person_id("someone");
    let none = TicketFilter::default;
    let filters = [
        TicketFilter { status: vec![TicketStatus::Open], ..none() },
        TicketFilter { priority: vec![Priority::Urgent], ..none() },
        TicketFilter { reporter: Some(vec![someone]), ..none() },
        TicketFilter { assignee: Some(vec![AssigneeFilter::Person(someone)]), ..none() },
        TicketFilter { assignee: Some(vec![AssigneeFilter::Nobody]), ..none() },
        TicketFilter { awaiting: Some(Awaiting::Reporter), ..none() },
    ];
    let plans = Plans::new().await;
    for filter in filters {
        let plan = plans.of(&filter, TicketSort::CreatedAtDesc, None).await;
        assert!(plan.contains("SEARCH tickets USING INDEX") && !sorts(&plan), "{filter:?}:\n{plan}");
    }
}

#[tokio::test]
async fn what_a_person_may_see_is_read_from_an_index() {
    let plans = Plans::new().await;
    let someone = person_id("someone");
    for sees in [TicketVisibility::ReportedBy(someone), TicketVisibility::ReportedByOrAssignedTo(someone)] {
        let plan = plans.seen(sees, &TicketFilter::default(), TicketSort::CreatedAtDesc, None).await;
        assert!(walks_an_index(&plan), "{sees:?}:\n{plan}");
    }
}

use deskhand_domain::permissions::TicketVisibility;
use deskhand_domain::ports::{AssigneeFilter, BacklogQuery, PageLimit, TicketFilter, TicketPosition, TicketSort};
use deskhand_domain::testing::{person_id, search_for, ticket_id};
use deskhand_domain::ticket::{Awaiting, Priority, TicketStatus};
use sea_orm::sea_query::Condition;
use sea_orm::{DbBackend, Statement};
use time::OffsetDateTime;

use super::{Plan, Planner};
use crate::entities::ticket;
use crate::postgres::index_range_scan::is_index_range_scan;
use crate::queries::tickets::list::TicketList;
use crate::queries::tickets::search::SearchStrategy;
use crate::repositories::workload::first_waiting;
use crate::run::counted_up_to;

impl Planner {
    async fn tickets(&self, filter: &TicketFilter, sort: TicketSort) -> Plan {
        self.tickets_seen(TicketVisibility::Everything, filter, sort, None).await
    }

    async fn tickets_seen(
        &self,
        sees: TicketVisibility,
        filter: &TicketFilter,
        sort: TicketSort,
        after: Option<TicketPosition>,
    ) -> Plan {
        self.plan_of(self.statement(&TicketList { sees, after, ..everything(filter, sort) })).await
    }

    fn statement(&self, list: &TicketList<'_>) -> Statement {
        let strategy = match self.backend() {
            DbBackend::Sqlite if list.is_searched() => SearchStrategy::Index(0),
            _ => SearchStrategy::Rows,
        };
        list.statement(strategy, self.backend())
    }
}

fn everything(filter: &TicketFilter, sort: TicketSort) -> TicketList<'_> {
    let limit = PageLimit::default();
    TicketList { sees: TicketVisibility::Everything, filter, sort, after: None, limit }
}

fn all() -> TicketFilter {
    TicketFilter::default()
}

/// Each filter that a list can have, with the column by which an index must find its tickets.
fn filters() -> Vec<(TicketFilter, &'static str)> {
    let someone = person_id("someone");
    let a_moment = OffsetDateTime::from_unix_timestamp(19_990).unwrap();
    let early = OffsetDateTime::from_unix_timestamp(10).unwrap();
    let words = |q| Some(search_for(q));
    vec![
        (TicketFilter { status: vec![TicketStatus::Blocked], ..all() }, "status"),
        (TicketFilter { priority: vec![Priority::Urgent], ..all() }, "priority"),
        (TicketFilter { reporter: Some(vec![someone]), ..all() }, "reporter_id"),
        (TicketFilter { assignee: Some(vec![AssigneeFilter::Person(someone)]), ..all() }, "assignee_id"),
        (TicketFilter { assignee: Some(vec![AssigneeFilter::Nobody]), ..all() }, "assignee_id"),
        (TicketFilter { awaiting: Some(Awaiting::Reporter), ..all() }, "awaiting"),
        (TicketFilter { created_after: Some(a_moment), ..all() }, "created_at"),
        (TicketFilter { created_before: Some(early), ..all() }, "created_at"),
        (TicketFilter { updated_after: Some(a_moment), ..all() }, "updated_at"),
        (TicketFilter { updated_before: Some(early), ..all() }, "updated_at"),
        (TicketFilter { title: Some("zebra".to_owned()), ..all() }, "title"),
        (TicketFilter { description: Some("zebra".to_owned()), ..all() }, "description"),
        (TicketFilter { q: words("Zebra"), ..all() }, "title"),
        (TicketFilter { q: words("Zebra"), ..all() }, "message"),
        (TicketFilter { q: words("Zebra answer"), ..all() }, "message"),
        (TicketFilter { q: words("4711"), ..all() }, "title"),
        (TicketFilter { q: words("#4711"), ..all() }, "number"),
    ]
}

const fn sorted_by(sort: TicketSort) -> &'static str {
    match sort {
        TicketSort::CreatedAt | TicketSort::CreatedAtDesc => "created_at",
        TicketSort::UpdatedAt | TicketSort::UpdatedAtDesc => "updated_at",
        TicketSort::Priority | TicketSort::PriorityDesc => "priority",
        TicketSort::Number => "number",
    }
}

/// A position with about as many tickets before it as after it. Of those near an end PostgreSQL reads the few that are left.
fn middle(sort: TicketSort) -> TicketPosition {
    let value = match sort {
        TicketSort::Priority | TicketSort::PriorityDesc => 2,
        TicketSort::Number => 10_000,
        _ => 10_000_000,
    };
    TicketPosition { value, id: ticket_id(7) }
}

#[tokio::test]
async fn every_order_is_read_from_an_index_from_any_position() {
    for planner in Planner::both().await {
        for sort in TicketSort::ALL {
            let everything = TicketVisibility::Everything;
            let first_page = planner.tickets_seen(everything, &all(), *sort, None).await;
            assert!(!first_page.looks_at_every_row() && !first_page.sorts(), "{sort}: {first_page:#?}");
            let later_page = planner.tickets_seen(everything, &all(), *sort, Some(middle(*sort))).await;
            assert!(!later_page.looks_at_every_row() && !later_page.sorts(), "{sort}: {later_page:#?}");
            assert!(later_page.finds_by(sorted_by(*sort)), "{sort}: {later_page:#?}");
        }
    }
}

#[tokio::test]
async fn every_filter_finds_its_tickets_in_its_index() {
    for planner in Planner::both().await {
        for (filter, column) in filters() {
            let sort = match column {
                "updated_at" => TicketSort::UpdatedAtDesc,
                _ => TicketSort::CreatedAtDesc,
            };
            let plan = planner.tickets(&filter, sort).await;
            assert!(plan.finds_by(column) && !plan.looks_at_every_row(), "{filter:?}: {plan:#?}");
        }
    }
}

#[tokio::test]
async fn no_filter_in_any_order_looks_at_every_ticket() {
    for planner in Planner::both().await {
        for (filter, _) in filters() {
            for sort in TicketSort::ALL {
                let plan = planner.tickets(&filter, *sort).await;
                assert!(!plan.looks_at_every_row(), "{sort} {filter:?}: {plan:#?}");
            }
        }
    }
}

/// For these lists PostgreSQL may use one plan for all values: no values have a better one.
#[tokio::test]
async fn a_list_that_stands_in_one_index_is_read_from_it_whatever_the_values() {
    let planner = Planner::of_postgres().await;
    // "Unassigned" is no value but a condition of its own text, which PostgreSQL estimates by itself.
    let with_values = |(filter, _): &(TicketFilter, _)| filter.assignee != Some(vec![AssigneeFilter::Nobody]);
    let cases = filters().into_iter().filter(with_values).chain([(all(), "")]);
    let mut lists = 0;
    for ((filter, column), sort) in cases.flat_map(|case| TicketSort::ALL.iter().map(move |sort| (case.clone(), *sort)))
    {
        let list = everything(&filter, sort);
        if is_range(&list) {
            lists += 1;
            let plan = planner.plan_for_any_values(planner.statement(&list)).await;
            let finds = column.is_empty() || plan.finds_by(column);
            assert!(finds && !plan.sorts() && !plan.passes_over_rows(), "{sort} {filter:?}: {plan:#?}");
        }
    }
    assert_eq!(lists, TicketSort::ALL.len() + 7 * 2, "all tickets in every order, and seven filters in two");
}

#[test]
fn a_list_stands_in_no_index_by_what_is_searched_by_two_conditions_or_in_another_order() {
    let someone = person_id("someone");
    let status = vec![TicketStatus::Blocked];
    let both = TicketFilter { status: status.clone(), priority: vec![Priority::Urgent], ..all() };
    let two_values = TicketFilter { priority: vec![Priority::Urgent, Priority::Low], ..all() };
    let changed = TicketFilter { updated_after: Some(OffsetDateTime::UNIX_EPOCH), ..all() };
    let searched = TicketFilter { q: Some(search_for("zebra")), ..all() };
    for filter in [both, two_values, changed, searched] {
        assert!(!is_range(&everything(&filter, TicketSort::CreatedAtDesc)), "{filter:?}");
    }
    let blocked = TicketFilter { status, ..all() };
    assert!(is_range(&everything(&blocked, TicketSort::CreatedAt)));
    assert!(!is_range(&everything(&blocked, TicketSort::UpdatedAtDesc)));
    let own = TicketVisibility::ReportedOrFollowedBy(someone);
    assert!(!is_range(&TicketList { sees: own, ..everything(&blocked, TicketSort::CreatedAt) }));
    assert!(is_range(&TicketList { sees: own, ..everything(&all(), TicketSort::CreatedAt) }));
}

#[tokio::test]
async fn a_single_state_side_or_person_needs_no_sorting_in_the_usual_order() {
    let planner = Planner::of_sqlite().await;
    let by_word = ["status", "priority", "reporter_id", "assignee_id", "awaiting"];
    for (filter, column) in filters().into_iter().filter(|(_, column)| by_word.contains(column)) {
        let plan = planner.tickets(&filter, TicketSort::CreatedAtDesc).await;
        assert!(plan.finds_by(column) && !plan.sorts(), "{filter:?}: {plan:#?}");
    }
}

#[tokio::test]
async fn what_a_customer_asked_for_is_read_in_the_order_of_change() {
    let planner = Planner::of_sqlite().await;
    let someone = person_id("someone");
    let active = vec![TicketStatus::Open, TicketStatus::Blocked];
    for filter in [
        TicketFilter { status: active, awaiting: Some(Awaiting::Reporter), ..all() },
        TicketFilter { status: vec![TicketStatus::Resolved, TicketStatus::Closed], ..all() },
    ] {
        let filter = TicketFilter { reporter: Some(vec![someone]), ..filter };
        let sees = TicketVisibility::ReportedOrFollowedBy(someone);
        let plan = planner.tickets_seen(sees, &filter, TicketSort::UpdatedAtDesc, None).await;
        let is_ordered = plan.has("tickets_by_reporter_and_change") && plan.sortings() == 2;
        assert!(is_ordered, "sorted are what they follow, and the page of both: {filter:?}: {plan:#?}");
    }
}

#[tokio::test]
async fn what_a_person_may_see_is_found_in_an_index() {
    let someone = person_id("someone");
    for planner in Planner::both().await {
        for sees in
            [TicketVisibility::ReportedOrFollowedBy(someone), TicketVisibility::ReportedFollowedOrAssignedTo(someone)]
        {
            for sort in TicketSort::ALL {
                let plan = planner.tickets_seen(sees, &all(), *sort, None).await;
                assert!(!plan.looks_at_every_row(), "{sees:?} {sort}: {plan:#?}");
            }
        }
    }
}

#[tokio::test]
async fn the_list_of_an_engineer_takes_a_page_of_each_index_and_sorts_no_more_than_these() {
    let planner = Planner::of_sqlite().await;
    let sees = TicketVisibility::ReportedFollowedOrAssignedTo(person_id("someone"));
    let middle = TicketPosition { value: 10_000_000, id: ticket_id(7) };
    for after in [None, Some(middle)] {
        let plan = planner.tickets_seen(sees, &all(), TicketSort::CreatedAtDesc, after).await;
        assert!(plan.finds_by("reporter_id") && plan.finds_by("assignee_id"), "{plan:#?}");
        assert!(!plan.has("MULTI-INDEX OR") && plan.sortings() == 2, "these, and what they follow: {plan:#?}");
    }
}

#[tokio::test]
async fn some_tickets_are_counted_without_a_look_at_every_ticket() {
    let someone = person_id("someone");
    for planner in Planner::both().await {
        for sees in [TicketVisibility::Everything, TicketVisibility::ReportedFollowedOrAssignedTo(someone)] {
            for (filter, _) in filters() {
                let list = TicketList { sees, ..everything(&filter, TicketSort::CreatedAtDesc) };
                let strategy = match planner.backend() {
                    DbBackend::Sqlite if list.is_searched() => SearchStrategy::Index(0),
                    _ => SearchStrategy::Rows,
                };
                let count = counted_up_to(list.some(strategy, 100), ticket::Column::Id, 100);
                let plan = planner.plan_of(planner.backend().build(&count)).await;
                assert!(!plan.looks_at_every_row(), "{sees:?} {filter:?}: {plan:#?}");
            }
        }
    }
}

#[tokio::test]
async fn what_a_person_follows_is_found_by_the_person_and_then_by_its_id() {
    let someone = person_id("someone");
    let filters: Vec<_> = filters().into_iter().map(|(filter, _)| filter).chain([all()]).collect();
    for planner in Planner::both().await {
        for sees in
            [TicketVisibility::ReportedOrFollowedBy(someone), TicketVisibility::ReportedFollowedOrAssignedTo(someone)]
        {
            for (filter, sort) in
                filters.iter().flat_map(|filter| TicketSort::ALL.iter().map(move |sort| (filter, *sort)))
            {
                for after in [None, Some(middle(sort))] {
                    let plan = planner.tickets_seen(sees, filter, sort, after).await;
                    let is_found = !plan.looks_at_every_row() && plan.finds_by("person_id") && plan.reads_listed_ids();
                    assert!(is_found, "{sees:?} {sort} {after:?} {filter:?}: {plan:#?}");
                }
            }
            let (filter, sort) = (all(), TicketSort::CreatedAtDesc);
            let list = TicketList { sees, ..everything(&filter, sort) };
            let count = planner.plan(list.all(SearchStrategy::Rows)).await;
            assert!(!count.looks_at_every_row() && count.reads_listed_ids(), "{sees:?}: {count:#?}");
        }
    }
}

#[tokio::test]
async fn a_common_word_is_looked_for_in_the_order_of_the_list_and_no_further_than_it_pays() {
    let planner = Planner::of_sqlite().await;
    let filter = TicketFilter { q: Some(search_for("printer")), ..all() };
    let position = TicketPosition { value: 10_000_000, id: ticket_id(7) };
    for sort in TicketSort::ALL {
        for after in [None, Some(position)] {
            let list = TicketList { after, ..everything(&filter, *sort) };
            for (select, what) in
                [(list.position(Condition::all(), 9), "position"), (list.page_until(position), "page")]
            {
                let plan = planner.plan(select).await;
                let is_bounded = what == "position" || plan.finds_by(sorted_by(*sort));
                assert!(is_bounded && !plan.sorts() && !plan.has("search_text"), "{what} by {sort}: {plan:#?}");
            }
        }
    }
}

#[tokio::test]
async fn a_common_word_in_one_state_is_looked_for_in_the_order_of_that_state() {
    let planner = Planner::of_sqlite().await;
    let status = vec![TicketStatus::Open];
    let filter = TicketFilter { q: Some(search_for("printer")), status, ..all() };
    let position = TicketPosition { value: 10_000_000, id: ticket_id(7) };
    for sort in [TicketSort::CreatedAt, TicketSort::CreatedAtDesc] {
        let list = everything(&filter, sort);
        for select in [list.position(Condition::all(), 9), list.page_until(position)] {
            let plan = planner.plan(select).await;
            assert!(plan.finds_by("status") && !plan.sorts() && !plan.has("search_text"), "{sort}: {plan:#?}");
        }
    }
}

/// SQLite would take all tickets of a state for fewer than those with the word.
#[tokio::test]
async fn a_rare_word_in_one_state_is_found_by_the_word() {
    let planner = Planner::of_sqlite().await;
    let someone = person_id("someone");
    let own = TicketVisibility::ReportedFollowedOrAssignedTo(someone);
    let all_of_them = TicketVisibility::Everything;
    for sees in [all_of_them, TicketVisibility::ReportedOrFollowedBy(someone), own] {
        for status in [vec![TicketStatus::Open], vec![TicketStatus::Open, TicketStatus::Blocked]] {
            let filter = TicketFilter { q: Some(search_for("zebra")), status, ..all() };
            let first = SearchStrategy::FirstOfIndex(0, 256);
            for strategy in [SearchStrategy::Index(0), first].into_iter().take(if sees == all_of_them { 2 } else { 1 })
            {
                let list = TicketList { sees, ..everything(&filter, TicketSort::CreatedAtDesc) };
                let plan = planner.plan_of(list.statement(strategy, DbBackend::Sqlite)).await;
                let by_word = plan.has("_text VIRTUAL TABLE INDEX") && plan.finds_by("id");
                assert!(by_word && !plan.finds_by("status") && !plan.finds_by("reporter_id"), "{sees:?}: {plan:#?}");
            }
        }
    }
}

#[tokio::test]
async fn a_common_word_in_two_states_is_looked_for_in_the_order_of_the_list() {
    let planner = Planner::of_sqlite().await;
    let status = vec![TicketStatus::Open, TicketStatus::Blocked];
    let filter = TicketFilter { q: Some(search_for("printer")), status, ..all() };
    let position = TicketPosition { value: 10_000_000, id: ticket_id(7) };
    for sort in TicketSort::ALL {
        let plan = planner.plan(everything(&filter, *sort).page_until(position)).await;
        assert!(plan.finds_by(sorted_by(*sort)) && !plan.sorts() && !plan.finds_by("status"), "{sort}: {plan:#?}");
    }
}

/// The rows of texts are wide. For the hits of a word, only the index of their keys is read.
#[tokio::test]
async fn the_first_hits_of_a_word_are_put_in_order_by_their_keys() {
    let planner = Planner::of_sqlite().await;
    let filter = TicketFilter { q: Some(search_for("printer")), ..all() };
    let list = everything(&filter, TicketSort::CreatedAtDesc);
    let plan = planner.plan_of(list.statement(SearchStrategy::FirstOfIndex(0, 256), DbBackend::Sqlite)).await;
    assert!(plan.has("ticket_search USING COVERING INDEX ticket_search_keys (seq=?)"), "{plan:#?}");
    assert!(plan.has("_text VIRTUAL TABLE INDEX"), "{plan:#?}");
}

/// A reporter's search must not touch what notes say: PostgreSQL's index knows the columns apart.
#[tokio::test]
async fn a_search_without_notes_does_not_ask_for_their_column() {
    let planner = Planner::of_postgres().await;
    let filter = TicketFilter { q: Some(search_for("zebra")), ..all() };
    for sees in [TicketVisibility::ReportedOrFollowedBy(person_id("someone")), TicketVisibility::Everything] {
        let statement = planner.statement(&TicketList { sees, ..everything(&filter, TicketSort::CreatedAtDesc) });
        assert_eq!(statement.sql.contains(r#""note" LIKE"#), sees == TicketVisibility::Everything, "{}", statement.sql);
    }
}

#[tokio::test]
async fn tickets_that_wait_stand_in_one_index_in_their_order() {
    let all = BacklogQuery { except: None, open_to: Vec::new(), limit: 50 };
    let some = BacklogQuery {
        except: Some(ticket_id(7)),
        open_to: vec![person_id("someone"), person_id("another")],
        ..all.clone()
    };
    for planner in Planner::both().await {
        for wanted in [&all, &some] {
            let plan = planner.plan_of(first_waiting(wanted, planner.backend())).await;
            assert!(
                plan.has("tickets_waiting") && !plan.looks_at_every_row() && !plan.sorts(),
                "{wanted:?}: {plan:#?}"
            );
        }
    }
}

fn is_range(list: &TicketList<'_>) -> bool {
    is_index_range_scan(list.sees, list.filter, list.sort)
}

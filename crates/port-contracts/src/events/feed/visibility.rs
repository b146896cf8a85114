//! Each person reads what the rules let them see.

use deskhand_domain::policy::{EngineerScope, Workflow};
use deskhand_domain::ports::{FeedPosition, Total};

use super::busy_day::{a_busy_day, everybody};
use super::fixture::{EVERYTHING, ids, read_all, visible_to};
use crate::Adapter;

/// The rule is written twice, in the domain and in each store's own language: this compares both.
pub(crate) async fn everybody_reads_exactly_what_the_rules_let_them_see(adapter: &Adapter) {
    a_busy_day(adapter).await;
    let all = read_all(&*adapter.events, EVERYTHING, FeedPosition::START, 100).await;
    let mut seen = 0;
    for rules in policies() {
        for person in everybody() {
            let sees = visible_to(&person, &rules);
            let expected: Vec<_> =
                all.iter().filter(|event| sees.includes(event.view.event.kind, &event.subject())).cloned().collect();
            for limit in [2, 100] {
                let read = read_all(&*adapter.events, sees, FeedPosition::START, limit).await;
                assert_eq!(ids(&read), ids(&expected), "{:?} {rules:?}", person.username);
                assert_eq!(read, expected);
            }
            assert_eq!(
                adapter.events.count(sees).await.unwrap(),
                Total::of(expected.len() as u64),
                "{:?}",
                person.username
            );
            seen += expected.len();
        }
    }
    assert!(seen > 0);
}

fn policies() -> Vec<Workflow> {
    let scopes = EngineerScope::ALL.iter();
    scopes.map(|scope| Workflow { engineer_scope: *scope, ..Workflow::default() }).collect()
}

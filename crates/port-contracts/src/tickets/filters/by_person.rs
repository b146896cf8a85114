//! Filters by reporter and by assignee.

use deskhand_domain::ports::AssigneeFilter;
use deskhand_domain::testing::person_id;

use super::case::Case;

pub(super) fn by_reporter() -> Vec<Case> {
    vec![
        Case {
            name: "by customer0",
            ask: |f| f.reporter = Some(vec![person_id("customer0")]),
            fits: |t| t.reporter == person_id("customer0"),
        },
        Case {
            name: "by customer1 or nobody known",
            ask: |f| f.reporter = Some(vec![person_id("customer1"), person_id("nobody")]),
            fits: |t| t.reporter == person_id("customer1"),
        },
        Case { name: "by none of none", ask: |f| f.reporter = Some(vec![]), fits: |_| false },
    ]
}

pub(super) fn by_assignee() -> Vec<Case> {
    vec![
        Case {
            name: "of engineer0",
            ask: |f| f.assignee = Some(vec![AssigneeFilter::Person(person_id("engineer0"))]),
            fits: |t| t.assignee == Some(person_id("engineer0")),
        },
        Case {
            name: "of nobody",
            ask: |f| f.assignee = Some(vec![AssigneeFilter::Nobody]),
            fits: |t| t.assignee.is_none(),
        },
        Case {
            name: "of engineer1 or nobody",
            ask: |f| {
                let engineer = AssigneeFilter::Person(person_id("engineer1"));
                f.assignee = Some(vec![engineer, AssigneeFilter::Nobody]);
            },
            fits: |t| t.assignee.is_none_or(|id| id == person_id("engineer1")),
        },
        Case { name: "of none of none", ask: |f| f.assignee = Some(vec![]), fits: |_| false },
    ]
}

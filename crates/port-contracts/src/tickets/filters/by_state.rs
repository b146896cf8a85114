//! Filters by status, by priority and by who has to act next.

use deskhand_domain::ticket::{Awaiting, Priority, TicketStatus};

use super::case::Case;

pub(super) fn by_status() -> Vec<Case> {
    vec![
        Case { name: "open", ask: |f| f.status = vec![TicketStatus::Open], fits: |t| t.status == TicketStatus::Open },
        Case {
            name: "closed or blocked",
            ask: |f| f.status = vec![TicketStatus::Closed, TicketStatus::Blocked],
            fits: |t| matches!(t.status, TicketStatus::Closed | TicketStatus::Blocked),
        },
        Case { name: "in any state", ask: |f| f.status = TicketStatus::ALL.to_vec(), fits: |_| true },
    ]
}

pub(super) fn by_priority() -> Vec<Case> {
    vec![
        Case { name: "urgent", ask: |f| f.priority = vec![Priority::Urgent], fits: |t| t.priority == Priority::Urgent },
        Case {
            name: "low or high",
            ask: |f| f.priority = vec![Priority::Low, Priority::High],
            fits: |t| matches!(t.priority, Priority::Low | Priority::High),
        },
    ]
}

pub(super) fn by_turn() -> Vec<Case> {
    vec![
        Case {
            name: "awaiting staff",
            ask: |f| f.awaiting = Some(Awaiting::Staff),
            fits: |t| t.awaiting == Awaiting::Staff,
        },
        Case {
            name: "awaiting the reporter",
            ask: |f| f.awaiting = Some(Awaiting::Reporter),
            fits: |t| t.awaiting == Awaiting::Reporter,
        },
    ]
}

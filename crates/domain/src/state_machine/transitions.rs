//! THE state machine: one exhaustive table, printed by a golden test and exported for the documentation.

use super::{StatusAction, TicketStatus};

/// Where `action` leads from `from`; `None` where it is not a move.
///
/// Whether a `closed` ticket is still within its reopen window is not a question of the table: see
/// [`Ticket::check`](crate::ticket::Ticket::check).
#[must_use]
pub const fn next(from: TicketStatus, action: StatusAction) -> Option<TicketStatus> {
    use StatusAction as A;
    use TicketStatus as S;
    match (from, action) {
        (S::Open, A::Block) => Some(S::Blocked),
        (S::Blocked, A::Unblock) => Some(S::Open),
        (S::Open | S::Blocked | S::Unresolved, A::Resolve) => Some(S::Resolved),
        (S::Open | S::Blocked | S::Resolved, A::MarkUnresolved) => Some(S::Unresolved),
        (S::Open | S::Blocked | S::Resolved | S::Unresolved, A::Close) => Some(S::Closed),
        (S::Open | S::Blocked, A::Cancel) => Some(S::Canceled),
        (S::Resolved | S::Unresolved | S::Closed, A::Reopen) => Some(S::Open),
        (S::Open, A::Unblock | A::Reopen)
        | (S::Blocked, A::Block | A::Reopen)
        | (S::Resolved, A::Block | A::Unblock | A::Resolve | A::Cancel)
        | (S::Unresolved, A::Block | A::Unblock | A::MarkUnresolved | A::Cancel)
        | (S::Closed, A::Block | A::Unblock | A::Resolve | A::MarkUnresolved | A::Close | A::Cancel)
        | (S::Canceled, A::Block | A::Unblock | A::Resolve | A::MarkUnresolved | A::Close | A::Cancel | A::Reopen) => {
            None
        }
    }
}

/// The moves that the table has from `from`.
#[must_use]
pub fn moves_from(from: TicketStatus) -> Vec<StatusAction> {
    StatusAction::ALL.iter().copied().filter(|action| next(from, *action).is_some()).collect()
}

/// The move that leads from `from` to `to`. No two moves of a state lead to the same state.
#[must_use]
pub fn action_between(from: TicketStatus, to: TicketStatus) -> Option<StatusAction> {
    StatusAction::ALL.iter().copied().find(|action| next(from, *action) == Some(to))
}

/// The table as a Mermaid state diagram.
#[must_use]
pub fn to_mermaid() -> String {
    let mut lines = vec!["stateDiagram-v2".to_owned(), "    [*] --> open".to_owned()];
    for (from, action, to) in rows() {
        lines.push(format!("    {from} --> {to}: {action}"));
    }
    lines.push(String::new());
    lines.join("\n")
}

/// The table as a JSON array of `{"from", "action", "to"}`. All three are plain words, so nothing needs escaping.
#[must_use]
pub fn to_json() -> String {
    let rows: Vec<String> = rows()
        .map(|(from, action, to)| format!(r#"  {{"from": "{from}", "action": "{action}", "to": "{to}"}}"#))
        .collect();
    format!("[\n{}\n]\n", rows.join(",\n"))
}

fn rows() -> impl Iterator<Item = (TicketStatus, StatusAction, TicketStatus)> {
    TicketStatus::ALL.iter().flat_map(|from| {
        StatusAction::ALL.iter().filter_map(|action| next(*from, *action).map(|to| (*from, *action, to)))
    })
}

//! THE state machine: one exhaustive table, printed by a golden test and exported for the documentation.

use super::{StatusAction, TicketStatus};
use crate::policy::Workflow;

/// Where `action` leads from `from` under these policies; `None` where it is not a move.
///
/// Whether a `closed` ticket is still within its reopen window is not a question of the table: see
/// [`Ticket::check`](crate::ticket::Ticket::check).
#[must_use]
pub const fn next(from: TicketStatus, action: StatusAction, rules: &Workflow) -> Option<TicketStatus> {
    use StatusAction as A;
    use TicketStatus as S;
    match (from, action) {
        (S::Open, A::Block) => Some(S::Blocked),
        (S::Blocked, A::Unblock) => Some(S::Open),
        (S::Open | S::Blocked | S::Unresolved, A::Resolve) => Some(S::Resolved),
        (S::Open | S::Blocked | S::Resolved, A::MarkUnresolved) => Some(S::Unresolved),
        (S::Open | S::Blocked | S::Resolved | S::Unresolved, A::Close) => Some(S::Closed),
        (S::Open | S::Blocked, A::Cancel) => Some(S::Canceled),
        (S::Resolved | S::Unresolved, A::Cancel) if rules.cancel_when_settled => Some(S::Canceled),
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

/// The moves that the table has from `from` under these policies.
#[must_use]
pub fn moves_from(from: TicketStatus, rules: &Workflow) -> Vec<StatusAction> {
    StatusAction::ALL.iter().copied().filter(|action| next(from, *action, rules).is_some()).collect()
}

/// The move that leads from `from` to `to`. No two moves of a state lead to the same state.
#[must_use]
pub fn action_between(from: TicketStatus, to: TicketStatus, rules: &Workflow) -> Option<StatusAction> {
    StatusAction::ALL.iter().copied().find(|action| next(from, *action, rules) == Some(to))
}

/// The table as a Mermaid state diagram. A move that needs a policy names it.
#[must_use]
pub fn to_mermaid() -> String {
    let mut lines = vec!["stateDiagram-v2".to_owned(), "    [*] --> open".to_owned()];
    for Row { from, action, to, policy } in rows() {
        let policy = policy.map(|name| format!(" (policy {name})")).unwrap_or_default();
        lines.push(format!("    {from} --> {to}: {action}{policy}"));
    }
    lines.push(String::new());
    lines.join("\n")
}

/// The table as a JSON array of `{"from", "action", "to"}`, with `"policy"` where a move needs one. All are plain words, so
/// nothing needs escaping.
#[must_use]
pub fn to_json() -> String {
    let rows: Vec<String> = rows()
        .map(|Row { from, action, to, policy }| {
            let policy = policy.map(|name| format!(r#", "policy": "{name}""#)).unwrap_or_default();
            format!(r#"  {{"from": "{from}", "action": "{action}", "to": "{to}"{policy}}}"#)
        })
        .collect();
    format!("[\n{}\n]\n", rows.join(",\n"))
}

/// One move of the table.
struct Row {
    from: TicketStatus,
    action: StatusAction,
    to: TicketStatus,
    /// The policy that must be on.
    policy: Option<&'static str>,
}

fn rows() -> impl Iterator<Item = Row> {
    let off = Workflow { cancel_when_settled: false, ..Workflow::default() };
    let on = Workflow { cancel_when_settled: true, ..off.clone() };
    TicketStatus::ALL.iter().flat_map(|from| StatusAction::ALL.iter().map(|action| (*from, *action))).filter_map(
        move |(from, action)| {
            let to = next(from, action, &on)?;
            let policy = next(from, action, &off).is_none().then_some("cancel_when_settled");
            Some(Row { from, action, to, policy })
        },
    )
}

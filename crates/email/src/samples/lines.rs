//! Lines of every kind, with every value that has a text of its own.

use deskhand_domain::assignment::WhyUnassigned;
use deskhand_domain::history::EventKind;
use deskhand_domain::notification::MailLine;
use deskhand_domain::people::AccountStatus;
use deskhand_domain::ticket::{Priority, TicketStatus};

pub(super) fn lines() -> Vec<MailLine> {
    let mut lines: Vec<MailLine> =
        EventKind::ALL.iter().map(|kind| line(*kind, Some("Edsger Dijkstra"), Some("Two\nlines."))).collect();
    lines.extend(TicketStatus::ALL.iter().map(|status| line(EventKind::StatusChanged, Some(status.as_str()), None)));
    lines.extend(Priority::ALL.iter().map(|priority| line(EventKind::PriorityChanged, Some(priority.as_str()), None)));
    lines.extend(
        AccountStatus::ALL.iter().map(|status| line(EventKind::AccountStatusChanged, Some(status.as_str()), None)),
    );
    lines.extend(WhyUnassigned::ALL.iter().map(|why| line(EventKind::NobodyEligible, Some(why.as_str()), None)));
    lines.push(line(EventKind::ClosingSoon, Some("2026-03-08T09:30:00.000Z"), None));
    lines.extend(["1", "9"].map(|left| line(EventKind::RecoveryCodeUsed, Some(left), None)));
    lines.push(line(EventKind::MailTooLarge, Some("25000000"), Some("before")));
    lines.push(line(EventKind::Assigned, None, None));
    lines
}

/// Lines that say nothing beside what happened.
pub(super) fn empty() -> Vec<MailLine> {
    EventKind::ALL.iter().map(|kind| MailLine { before: None, ..line(*kind, None, None) }).collect()
}

fn line(kind: EventKind, after: Option<&str>, text: Option<&str>) -> MailLine {
    let owned = |text: Option<&str>| text.map(str::to_owned);
    MailLine { kind, before: owned(Some("before")), after: owned(after), text: owned(text), message: None }
}

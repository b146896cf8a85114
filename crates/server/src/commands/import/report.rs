//! What the operator reads of an import.

use std::collections::BTreeMap;

use deskhand_domain::transfer::RecordKind;
use deskhand_domain::use_cases::ImportFigures;

/// On standard output, so that the lines can be counted and searched.
pub(super) fn refused(line: u64, reason: &str) {
    println!("line {line}: {reason}");
}

pub(super) fn print(figures: &ImportFigures, dry_run: bool) {
    let verb = if dry_run { "would be made" } else { "made" };
    println!("{verb}: {}", counts(&figures.made));
    println!("there already, and left as they are: {}", counts(&figures.left));
    println!("refused: {} line(s){}", figures.refused, if figures.refused > 0 { ", named above" } else { "" });
}

fn counts(of: &BTreeMap<RecordKind, u64>) -> String {
    let count = |kind| of.get(&kind).copied().unwrap_or_default();
    format!(
        "{} people, {} tickets, {} events without a ticket",
        count(RecordKind::Person),
        count(RecordKind::Ticket),
        count(RecordKind::Event)
    )
}

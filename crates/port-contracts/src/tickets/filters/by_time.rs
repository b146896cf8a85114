//! Filters by when a ticket was opened or changed.

use super::case::Case;
use crate::fixtures::at;

pub(super) fn by_creation() -> Vec<Case> {
    vec![
        Case { name: "created later", ask: |f| f.created_after = Some(at(5)), fits: |t| t.created_at > at(5) },
        Case { name: "created earlier", ask: |f| f.created_before = Some(at(5)), fits: |t| t.created_at < at(5) },
        Case {
            name: "created between",
            ask: |f| (f.created_after, f.created_before) = (Some(at(2)), Some(at(7))),
            fits: |t| t.created_at > at(2) && t.created_at < at(7),
        },
    ]
}

pub(super) fn by_change() -> Vec<Case> {
    vec![
        Case { name: "changed later", ask: |f| f.updated_after = Some(at(15)), fits: |t| t.updated_at > at(15) },
        Case { name: "changed earlier", ask: |f| f.updated_before = Some(at(15)), fits: |t| t.updated_at < at(15) },
    ]
}

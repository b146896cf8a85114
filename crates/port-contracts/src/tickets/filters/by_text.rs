//! Filters by words.

use deskhand_domain::testing::search_for;

use super::case::Case;

pub(super) fn by_text() -> Vec<Case> {
    vec![
        Case {
            name: "titled printer",
            ask: |f| f.title = Some("PRINTER".to_owned()),
            fits: |t| t.title.as_str().contains("printer"),
        },
        Case {
            name: "describing smoke",
            ask: |f| f.description = Some("Smoke".to_owned()),
            fits: |t| t.description.as_str().contains("smoke"),
        },
        Case {
            name: "smoke in either",
            ask: |f| f.q = Some(search_for("smoke")),
            fits: |t| t.title.as_str().contains("smoke") || t.description.as_str().contains("smoke"),
        },
        Case { name: "numbered 17", ask: |f| f.q = Some(search_for("17")), fits: |t| t.number.get() == 17 },
    ]
}

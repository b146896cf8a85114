use deskhand_domain::testing::TestClock;
use deskhand_domain::ticket::{MessageBody, Title};
use time::Duration;

use super::table::tickets;
use crate::support::TestApp;

const TICKETS: u32 = 5_000;

/// What people write, and what people write to do harm.
const PARTS: &[&str] = &[
    "=",
    "+",
    "-",
    "@",
    "'",
    "\"",
    "\"\"",
    ",",
    ";",
    ";=1+1",
    "−",
    "\u{ad}",
    "\n",
    "\t",
    " ",
    "\u{a0}",
    "\u{3000}",
    "＝",
    "＋",
    "－",
    "＠",
    "|",
    "\\",
    "\\n",
    "a",
    "7",
    "ä",
    "ß",
    "漢字",
    "🔥",
    "👩‍🚒",
    "שלום",
    "\u{200f}",
    "\u{200e}",
    "\u{feff}",
    "\u{200b}",
    "é",
    "\u{301}",
    "null",
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+1-1",
    "-2+3",
    "@SUM(1+9)",
    "%0D%0A",
    "<b>",
    "{{7*7}}",
    "\r\n",
    "﷽",
    "\u{2028}",
    "\u{85}x",
];

/// A linear congruential generator: the same cells in every run.
struct Rng(u64);

impl Rng {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    fn text(&mut self) -> String {
        let count = 1 + self.below(7);
        (0..count).map(|_| PARTS[self.below(PARTS.len())]).collect()
    }
}

/// Two texts of the ticket of this number, as the desk admits them.
fn texts(number: u64) -> (Title, MessageBody) {
    let mut rng = Rng(number);
    let title = std::iter::repeat_with(|| Title::parse(&rng.text())).flatten().next().unwrap();
    let body = std::iter::repeat_with(|| MessageBody::parse(&rng.text())).flatten().next().unwrap();
    (title, body)
}

const SEPARATORS: [char; 3] = [';', '；', '\n'];

/// The prefixes that a reader of the table removes again.
fn unshielded(cell: &str) -> String {
    cell.split_inclusive(SEPARATORS).map(|part| part.strip_prefix('\'').unwrap_or(part)).collect()
}

#[tokio::test]
async fn ten_thousand_cells_come_back_as_they_were_and_none_is_a_formula() {
    let app = TestApp::start().await;
    let root = app.superadmin().await;
    let reporter = root.person_id();
    app.archive(TICKETS, |number, ticket| {
        let (title, body) = texts(number);
        let at = TestClock::START - Duration::milliseconds(number.cast_signed());
        ticket.title(title.as_str()).description(body.as_str()).reporter(reporter).created_at(at).resolved_at(at)
    })
    .await;

    let records = tickets(&app.get(&root, "/reports/resolved.csv").await);
    assert_eq!(records.len(), TICKETS as usize);
    let mut shielded = 0;
    for record in &records {
        let number = record[1].parse().unwrap();
        let (title, body) = texts(number);
        for (cell, text) in [(&record[2], title.as_str()), (&record[3], body.as_str())] {
            assert_eq!(unshielded(cell), text, "ticket {number}");
            let starts_formula =
                |part: &str| part.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
            assert!(!cell.starts_with('\t') && !cell.split(SEPARATORS).any(starts_formula), "{cell:?}");
            shielded += usize::from(cell != text);
        }
    }
    assert!(shielded > 2_000 && shielded < 8_000, "the cells are too much alike: {shielded}");
    for record in records.iter().step_by(499) {
        let ticket = app.get(&root, &format!("/tickets/{}", record[1])).await.expect(200);
        assert_eq!(ticket["title"], unshielded(&record[2]));
        assert_eq!(ticket["description"], unshielded(&record[3]));
    }
    app.finish().await;
}

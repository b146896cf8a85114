use deskhand_domain::PersonId;
use deskhand_domain::ports::{PageLimit, TicketQueries, TicketSort};
use deskhand_domain::testing::person_id;
use tempfile::TempDir;

use super::*;
use crate::DatabaseOptions;

/// More than are looked at before the index is asked.
const TICKETS: u64 = 21_000;

/// How often a word stands there.
type Stands = fn(u64) -> bool;

const WORDS: [(&str, Stands); 5] = [
    ("printer", |_| true),
    ("often", |n: u64| n.is_multiple_of(7)),
    // Common, and in no ticket that comes early in most orders.
    ("elderly", |n| (300..900).contains(&n)),
    ("seldom", |n| n % 5_000 == 1),
    ("never", |_| false),
];

struct Desk {
    database: Database,
    _directory: TempDir,
}

impl Desk {
    async fn filled() -> Self {
        let directory = TempDir::new().unwrap();
        let url = format!("sqlite://{}", directory.path().join("desk.db").display());
        let database = Database::connect(&url, &DatabaseOptions::default()).await.unwrap();
        database.migrate_up().await.unwrap();
        let blob = |id: PersonId| format!("x'{}'", id.as_uuid().simple());
        let (ada, bob) = (blob(person_id("ada")), blob(person_id("bob")));
        let rows = format!(
            "INSERT INTO people (id, username, name, name_folded, role, status, availability, muted, created_at, updated_at,
                                 version, tickets_count)
             VALUES ({ada}, 'ada', 'Ada', 'ada', 'customer', 'approved', 'available', '', 0, 0, 1, 0),
                    ({bob}, 'bob', 'Bob', 'bob', 'engineer', 'approved', 'available', '', 0, 0, 1, 0);
             WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < {TICKETS})
             INSERT INTO tickets (id, number, title, title_folded, subject, description, description_folded, priority, status,
                                  reporter_id, assignee_id, awaiting, created_at, updated_at, version)
             SELECT CAST(printf('%016d', n) AS BLOB), n, 'Title', 'printer', 'Title', 'Words',
                    CASE WHEN n % 7 = 0 THEN 'often ' ELSE '' END ||
                    CASE WHEN n BETWEEN 300 AND 899 THEN 'elderly ' ELSE '' END ||
                    CASE WHEN n % 5000 = 1 THEN 'seldom ' ELSE '' END || 'there',
                    1 + n % 4, 'open', CASE WHEN n % 3 = 0 THEN {ada} ELSE {bob} END,
                    CASE WHEN n % 2 = 0 THEN {bob} END, 'staff', n * 1000, (n * 37 % {TICKETS}) * 1000, 1
             FROM numbers"
        );
        database.writer.pool().execute_unprepared(&rows).await.unwrap();
        Self { database, _directory: directory }
    }

    async fn numbers(
        &self,
        sees: TicketVisibility,
        word: &str,
        sort: TicketSort,
        after: Option<TicketPosition>,
    ) -> (Vec<u64>, Option<TicketPosition>) {
        let filter = TicketFilter { q: Some(word.to_owned()), ..TicketFilter::default() };
        let page = self.database.list(sees, filter, sort, after, PageLimit::default(), false).await.unwrap();
        let last = page.rows.last().map(|view| TicketPosition::of(&view.ticket, sort));
        (page.rows.iter().map(|view| view.ticket.number.get()).collect(), last.filter(|_| page.has_more))
    }
}

/// By a plain look at every number.
fn expected(stands: Stands, sees: &TicketVisibility, sort: TicketSort) -> Vec<u64> {
    let mut all: Vec<u64> = (1..=TICKETS).filter(|n| stands(*n)).filter(|n| is_seen(*n, sees)).collect();
    let (updated, priority) = (|n: u64| n * 37 % TICKETS, |n: u64| 1 + n % 4);
    match sort {
        TicketSort::CreatedAt | TicketSort::Number => {}
        TicketSort::CreatedAtDesc => all.reverse(),
        TicketSort::UpdatedAt => all.sort_by_key(|n| (updated(*n), *n)),
        TicketSort::UpdatedAtDesc => all.sort_by_key(|n| std::cmp::Reverse((updated(*n), *n))),
        TicketSort::Priority => all.sort_by_key(|n| (priority(*n), *n)),
    }
    all
}

fn is_seen(n: u64, sees: &TicketVisibility) -> bool {
    match sees {
        TicketVisibility::Everything => true,
        TicketVisibility::ReportedBy(_) => n.is_multiple_of(3),
        TicketVisibility::ReportedByOrAssignedTo(_) => !n.is_multiple_of(3) || n.is_multiple_of(2),
    }
}

#[tokio::test]
async fn the_pages_are_those_that_a_plain_look_at_every_ticket_finds() {
    let desk = Desk::filled().await;
    let everybody = [
        TicketVisibility::Everything,
        TicketVisibility::ReportedBy(person_id("ada")),
        TicketVisibility::ReportedByOrAssignedTo(person_id("bob")),
    ];
    for sees in everybody {
        for sort in TicketSort::ALL {
            for (word, stands) in WORDS {
                let (mut wanted, mut after) = (expected(stands, &sees, *sort).into_iter(), None);
                for page in 0..3 {
                    let (numbers, next) = desk.numbers(sees, word, *sort, after).await;
                    let due: Vec<u64> = wanted.by_ref().take(20).collect();
                    assert_eq!(numbers, due, "page {page} of {word:?} by {sort} for {sees:?}");
                    assert_eq!(next.is_some(), wanted.len() > 0, "page {page} of {word:?} by {sort} for {sees:?}");
                    after = next;
                    if after.is_none() {
                        break;
                    }
                }
            }
        }
    }
}

#[tokio::test]
async fn the_index_is_asked_only_for_what_stands_in_few_tickets_or_far_back() {
    let desk = Desk::filled().await;
    for (word, is_found_by_looking) in
        [("printer", true), ("often", true), ("elderly", false), ("seldom", false), ("never", false), ("in", false)]
    {
        let filter = TicketFilter { q: Some(word.to_owned()), ..TicketFilter::default() };
        let list = TicketList {
            sees: TicketVisibility::Everything,
            filter: &filter,
            sort: TicketSort::CreatedAtDesc,
            after: None,
            limit: PageLimit::default(),
        };
        let found = desk.database.page_of_frequent_term(&list).await.unwrap();
        assert_eq!(found.is_some(), is_found_by_looking, "{word}");
    }
}

//! Searches on SQLite for terms that are in many tickets have the same results as others.

use deskhand_domain::PersonId;
use deskhand_domain::permissions::TicketVisibility;
use deskhand_domain::ports::{PageLimit, TicketFilter, TicketPosition, TicketQueries, TicketSort};
use deskhand_domain::testing::{person_id, search_for};
use deskhand_domain::ticket::TicketStatus;
use deskhand_persistence::Database;
use sea_orm::ConnectionTrait;

use crate::support::{Kind, Place};

/// More than are read along the list before the index is asked.
const TICKETS: u64 = 21_000;

/// Which tickets contain a term.
type IsIn = fn(u64) -> bool;

const WORDS: [(&str, IsIn); 7] = [
    ("printer", |_| true),
    ("often", |n: u64| n.is_multiple_of(7)),
    // Frequent, and in no ticket that comes early in most orders.
    ("elderly", |n| (300..900).contains(&n)),
    ("seldom", |n| n % 5_000 == 1),
    ("never", |_| false),
    ("answered", |n| n % 3 == 1),
    ("answered often", |n| n % 3 == 1 && n.is_multiple_of(7)),
];

async fn fill(place: &Place) {
    let blob = |id: PersonId| format!("x'{}'", id.as_uuid().simple());
    let rows = include_str!("../fixtures/frequent_terms.sql");
    let rows = rows.replace("{ada}", &blob(person_id("ada"))).replace("{bob}", &blob(person_id("bob")));
    let raw = sea_orm::Database::connect(place.url()).await.unwrap();
    raw.execute_unprepared(&rows).await.unwrap();
    raw.execute_unprepared("UPDATE tickets SET public_updated_at = updated_at").await.unwrap();
    raw.close().await.unwrap();
}

async fn numbers_on_page(
    database: &Database,
    sees: TicketVisibility,
    term: &str,
    status: &[TicketStatus],
    sort: TicketSort,
    after: Option<TicketPosition>,
) -> (Vec<u64>, Option<TicketPosition>) {
    let filter = TicketFilter { q: Some(search_for(term)), status: status.to_vec(), ..TicketFilter::default() };
    let page = database.list(sees, filter, sort, after, PageLimit::default(), false).await.unwrap();
    let last = page.rows.last().map(|view| TicketPosition::of(&view.ticket, sort, sees));
    (page.rows.iter().map(|view| view.ticket.number.get()).collect(), last.filter(|_| page.has_more))
}

/// By a plain look at every number.
fn expected(is_in: IsIn, sees: &TicketVisibility, sort: TicketSort) -> Vec<u64> {
    let mut all: Vec<u64> = (1..=TICKETS).filter(|n| is_in(*n)).filter(|n| is_seen(*n, sees)).collect();
    let (updated, priority) = (|n: u64| n * 37 % TICKETS, |n: u64| 1 + n % 4);
    match sort {
        TicketSort::CreatedAt | TicketSort::Number => {}
        TicketSort::CreatedAtDesc => all.reverse(),
        TicketSort::UpdatedAt => all.sort_by_key(|n| (updated(*n), *n)),
        TicketSort::UpdatedAtDesc => all.sort_by_key(|n| std::cmp::Reverse((updated(*n), *n))),
        TicketSort::PriorityDesc => all.sort_by_key(|n| std::cmp::Reverse((priority(*n), *n))),
        TicketSort::Priority => all.sort_by_key(|n| (priority(*n), *n)),
    }
    all
}

fn is_seen(n: u64, sees: &TicketVisibility) -> bool {
    match sees {
        TicketVisibility::Everything => true,
        TicketVisibility::ReportedOrFollowedBy(_) => n.is_multiple_of(3),
        TicketVisibility::ReportedFollowedOrAssignedTo(_) => !n.is_multiple_of(3) || n.is_multiple_of(2),
    }
}

#[tokio::test]
async fn the_pages_are_those_that_a_plain_look_at_every_ticket_finds() {
    let place = Place::migrated(Kind::Sqlite).await;
    let database = place.open().await;
    fill(&place).await;
    let everybody = [
        TicketVisibility::Everything,
        TicketVisibility::ReportedOrFollowedBy(person_id("ada")),
        TicketVisibility::ReportedFollowedOrAssignedTo(person_id("bob")),
    ];
    for sees in everybody {
        for sort in TicketSort::ALL {
            for (word, is_in) in WORDS {
                assert_pages(&database, sees, (word, is_in), &[], *sort).await;
            }
        }
    }
}

#[tokio::test]
async fn the_pages_of_one_state_or_two_are_those_that_a_plain_look_finds() {
    let place = Place::migrated(Kind::Sqlite).await;
    let database = place.open().await;
    fill(&place).await;
    let states: [&[TicketStatus]; 3] =
        [&[TicketStatus::Blocked], &[TicketStatus::Open], &[TicketStatus::Blocked, TicketStatus::Closed]];
    for status in states {
        for sort in [TicketSort::CreatedAt, TicketSort::CreatedAtDesc, TicketSort::UpdatedAtDesc] {
            for (word, is_in) in WORDS {
                assert_pages(&database, TicketVisibility::Everything, (word, is_in), status, sort).await;
            }
        }
    }
}

async fn assert_pages(
    database: &Database,
    sees: TicketVisibility,
    (word, is_in): (&str, IsIn),
    status: &[TicketStatus],
    sort: TicketSort,
) {
    let is_wanted = |n: &u64| status.is_empty() || status.contains(&status_of(*n));
    let wanted: Vec<u64> = expected(is_in, &sees, sort).into_iter().filter(is_wanted).collect();
    let (mut wanted, mut after) = (wanted.into_iter(), None);
    for page in 0..3 {
        let (numbers, next) = numbers_on_page(database, sees, word, status, sort, after).await;
        let due: Vec<u64> = wanted.by_ref().take(20).collect();
        assert_eq!(numbers, due, "page {page} of {word:?} {status:?} by {sort} for {sees:?}");
        assert_eq!(next.is_some(), wanted.len() > 0, "page {page} of {word:?} {status:?} by {sort} for {sees:?}");
        after = next;
        if after.is_none() {
            break;
        }
    }
}

const fn status_of(n: u64) -> TicketStatus {
    if n.is_multiple_of(10) { TicketStatus::Blocked } else { TicketStatus::Open }
}

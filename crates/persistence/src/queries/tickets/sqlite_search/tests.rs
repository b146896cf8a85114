use deskhand_domain::ports::{PageLimit, TicketFilter, TicketSort};
use deskhand_domain::testing::search_for;
use tempfile::TempDir;

use super::*;
use crate::DatabaseOptions;

async fn filled(directory: &TempDir) -> Database {
    let url = format!("sqlite://{}", directory.path().join("desk.db").display());
    let database = Database::connect(&url, &DatabaseOptions::default()).await.unwrap();
    database.migrate_up().await.unwrap();
    let rows = include_str!("../../../../tests/fixtures/frequent_terms.sql");
    let rows = rows.replace("{ada}", &format!("x'{:032x}'", 1)).replace("{bob}", &format!("x'{:032x}'", 2));
    let raw = sea_orm::Database::connect(url).await.unwrap();
    raw.execute_unprepared(&rows).await.unwrap();
    raw.close().await.unwrap();
    database
}

/// Whether reading is estimated to be faster than the index, for a page of 20.
#[tokio::test]
async fn the_index_is_asked_only_for_what_is_in_few_tickets_or_far_back() {
    let directory = TempDir::new().unwrap();
    let database = filled(&directory).await;
    for (words, by_reading) in [
        ("printer", Some(true)),
        ("often", Some(true)),
        ("often printer", Some(true)),
        ("answered", Some(true)),
        ("elderly", Some(false)),
        ("seldom", Some(false)),
        ("printer seldom", Some(false)),
        ("never", Some(false)),
        ("in", None),
    ] {
        let filter = TicketFilter { q: Some(search_for(words)), ..TicketFilter::default() };
        let estimate = database.estimate(&list(&filter)).await.unwrap();
        assert_eq!(estimate.map(|estimate| estimate.reading < estimate.hits), by_reading, "{words}: {estimate:?}");
    }
}

#[tokio::test]
async fn reading_ends_where_the_index_is_faster() {
    let directory = TempDir::new().unwrap();
    let database = filled(&directory).await;
    for (word, is_found) in [("printer", true), ("often", true), ("elderly", true), ("seldom", false)] {
        let filter = TicketFilter { q: Some(search_for(word)), ..TicketFilter::default() };
        let newest = database.page_by_reading(&list(&filter), 21.0).await.unwrap();
        assert_eq!(newest.is_some(), word != "elderly" && is_found, "{word}");
        let oldest = TicketList { sort: TicketSort::CreatedAt, ..list(&filter) };
        assert_eq!(database.page_by_reading(&oldest, 21.0).await.unwrap().is_some(), is_found, "{word}");
    }
}

fn list(filter: &TicketFilter) -> TicketList<'_> {
    TicketList {
        sees: TicketVisibility::Everything,
        filter,
        sort: TicketSort::CreatedAtDesc,
        after: None,
        limit: PageLimit::default(),
    }
}

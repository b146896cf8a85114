use deskhand_domain::ports::{PageLimit, TicketSort};
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

#[tokio::test]
async fn the_index_is_asked_only_for_what_stands_in_few_tickets_or_far_back() {
    let directory = TempDir::new().unwrap();
    let database = filled(&directory).await;
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
        let found = database.page_of_frequent_term(&list).await.unwrap();
        assert_eq!(found.is_some(), is_found_by_looking, "{word}");
    }
}

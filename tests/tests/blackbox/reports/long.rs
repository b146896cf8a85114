//! Reports that are longer than anything between server and client holds.

use deskhand_domain::testing::TestClock;
use sea_orm::{ConnectionTrait as _, DbBackend, Statement};
use time::Duration;

use super::table::numbers;
use crate::support::{Answer, Person, TestApp};

/// A text so long that the server has to wait for the client to read it.
const TICKETS: u32 = 3_000;
const WORDS: usize = 4_000;

async fn archive(app: &TestApp, root: &Person) {
    let (reporter, words) = (root.person_id(), "w".repeat(WORDS));
    app.archive(TICKETS, |number, ticket| {
        let at = TestClock::START - Duration::seconds(4_000 - number.cast_signed());
        ticket.reporter(reporter).description(&words).created_at(at).resolved_at(at)
    })
    .await;
}

/// More than there are connections that read.
const READERS: usize = 6;

async fn metrics_say(app: &TestApp, base: &str, line: &str) -> bool {
    let metrics = app.client.get(format!("{base}/metrics")).send().await.unwrap().text().await.unwrap();
    metrics.contains(&format!("{line}\n"))
}

async fn open_reports(app: &TestApp, base: &str) -> bool {
    metrics_say(app, base, "deskhand_open_streams{kind=\"csv\"} 1").await
}

#[tokio::test]
async fn a_report_begins_at_once_goes_on_as_it_is_taken_and_ends_with_its_client() {
    let app = TestApp::start().await;
    let root = app.superadmin().await;
    archive(&app, &root).await;
    let base = app.bases().remove(0);
    let ask = async || {
        let request = app.client.get(format!("{base}/api/v1/reports/resolved.csv"));
        request.bearer_auth(&root.token).send().await.unwrap()
    };

    let mut response = ask().await;
    assert_eq!(response.headers().get("transfer-encoding").unwrap(), "chunked");
    assert!(response.chunk().await.unwrap().unwrap().starts_with(b"\xef\xbb\xbfticket_id,number,"));
    assert!(open_reports(&app, &base).await, "the whole report was read before anybody wanted it");
    drop(response);
    let is_over = async {
        while open_reports(&app, &base).await {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(120), is_over).await.unwrap();

    let whole = Answer::read(ask().await).await;
    assert_eq!(numbers(&whole), (1..=u64::from(TICKETS)).collect::<Vec<_>>());
    assert!(!open_reports(&app, &base).await);
    app.finish().await;
}

#[tokio::test]
async fn a_report_that_breaks_off_can_not_be_taken_for_a_whole_one() {
    let app = TestApp::start().await;
    let root = app.superadmin().await;
    archive(&app, &root).await;
    let database = sea_orm::Database::connect(app.database_url()).await.unwrap();
    database.execute_unprepared("UPDATE tickets SET status = 'nonsense' WHERE number = 2500").await.unwrap();
    database.close().await.unwrap();

    let request = app.request(reqwest::Method::GET, "/reports/resolved.csv").bearer_auth(&root.token);
    let response = request.send().await.unwrap();
    assert_eq!(response.status(), 200);
    response.text().await.unwrap_err();
    app.finish().await;
}

#[tokio::test]
async fn whoever_takes_a_report_slowly_holds_on_to_no_connection_to_the_database() {
    let app = TestApp::start().await;
    let root = app.superadmin().await;
    archive(&app, &root).await;
    let base = app.bases().remove(0);
    let mut slow = Vec::new();
    for _ in 0..READERS {
        let request = app.client.get(format!("{base}/api/v1/reports/resolved.csv"));
        let mut response = request.bearer_auth(&root.token).send().await.unwrap();
        assert!(response.chunk().await.unwrap().is_some());
        slow.push(response);
    }
    let they_rest = async {
        while !metrics_say(&app, &base, "deskhand_database_connections{pool=\"readers\",state=\"busy\"} 0").await {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(120), they_rest).await.unwrap();
    assert!(metrics_say(&app, &base, &format!("deskhand_open_streams{{kind=\"csv\"}} {READERS}")).await);
    app.open_ticket(&root, "Still quick").await;
    let database = sea_orm::Database::connect(app.database_url()).await.unwrap();
    if database.get_database_backend() == DbBackend::Sqlite {
        // A reader of an old snapshot would keep the log from being truncated.
        let empty = Statement::from_string(DbBackend::Sqlite, "PRAGMA wal_checkpoint(TRUNCATE)");
        let is_hindered: i32 = database.query_one_raw(empty).await.unwrap().unwrap().try_get_by_index(0).unwrap();
        assert_eq!(is_hindered, 0);
    }
    database.close().await.unwrap();
    drop(slow);
    app.finish().await;
}

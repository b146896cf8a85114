//! Reports that are longer than anything between server and client holds.

use deskhand_domain::testing::TestClock;
use sea_orm::ConnectionTrait as _;
use time::Duration;

use super::table::numbers;
use crate::support::{Answer, Person, TestApp};

/// So many words that the server has to wait for whoever takes them.
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

async fn open_reports(app: &TestApp, base: &str) -> bool {
    let metrics = app.client.get(format!("{base}/metrics")).send().await.unwrap().text().await.unwrap();
    metrics.contains("deskhand_open_streams{kind=\"csv\"} 1\n")
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
    assert!(response.chunk().await.unwrap().unwrap().starts_with(b"ticket_id,number,"));
    assert!(open_reports(&app, &base).await, "the whole report was read before anybody wanted it");
    drop(response);
    let is_over = async {
        while open_reports(&app, &base).await {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(30), is_over).await.unwrap();

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

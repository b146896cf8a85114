//! The SQLite folder is read-only, or another process locks the file. Reads succeed, writes are answered with an error,
//! and afterwards the program works without a restart.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use deskhand_tests::smtp::{Security, SmtpServer};
use reqwest::Method;
use sea_orm::sqlx::sqlite::SqliteConnection;
use sea_orm::sqlx::{Connection, Executor};
use serde_json::{Value, json};

use super::client::{Answer, ServiceClient, by};
use super::crowd::{Crowd, Person, Work};
use super::database_check::DatabaseCheck;
use super::environment::{sqlite_url, with_own_disk, workplace};
use super::eventually::{meanwhile, until};

const RECOVERY: Duration = Duration::from_secs(5);

async fn open_ticket(client: &ServiceClient, who: &Person) -> Answer {
    static OPENED: AtomicUsize = AtomicUsize::new(0);
    let title = format!("one more, the {}th", OPENED.fetch_add(1, Ordering::Relaxed));
    let body = json!({"title": title, "description": "x".repeat(20_000)});
    client.ask(Method::POST, "/tickets", by(&who.token), &body).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn while_another_program_holds_the_file_reading_goes_on_and_writing_waits_and_is_then_refused() {
    let smtp = SmtpServer::start(Security::Plain).await.unwrap();
    let place = workplace(&smtp);
    let serving = place.serve();
    let client = ServiceClient::with_deadline(vec![serving.address()], Duration::from_secs(20));
    let crowd = Crowd::moves_in(&client, &sqlite_url(&place)).await;
    let work = Work::begins(&client, &crowd);
    work.goes_on().await;

    let mut other = SqliteConnection::connect(&sqlite_url(&place)).await.unwrap();
    other.execute("PRAGMA busy_timeout = 60000; BEGIN IMMEDIATE").await.unwrap();
    let refused = open_ticket(&client, &crowd.customers[0]).await;
    assert!(refused.status == 503 && refused.retry_after, "{refused:?}");
    let reading = std::time::Instant::now();
    client.ask(Method::GET, "/tickets", by(&crowd.admin.token), &Value::Null).await.unwrap().expect(200);
    let lateness = client.seen().late;
    assert!(reading.elapsed() < Duration::from_secs(1) + lateness, "who reads waits for nobody");
    other.execute("ROLLBACK").await.unwrap();

    until("it goes on", RECOVERY, async || open_ticket(&client, &crowd.customers[0]).await.status == 201).await;
    // A lock that is shorter than the busy timeout only delays writes.
    client.seen();
    other.execute("BEGIN IMMEDIATE").await.unwrap();
    meanwhile(2_000).await;
    other.execute("ROLLBACK").await.unwrap();
    other.close().await.unwrap();
    work.ends().await;
    let seen = client.seen();
    assert_eq!((&seen.wrong, seen.hanging, seen.broken), (&vec![], 0, 0), "{seen:?}");
    assert!(!seen.statuses.contains_key(&503), "two seconds are waited for: {seen:?}");
    let database = DatabaseCheck::open(&sqlite_url(&place)).await;
    database.is_consistent().await;
    database.close().await;
    assert!(serving.stop().0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_folder_that_cannot_be_written_is_named_at_the_start() {
    let smtp = SmtpServer::start(Security::Plain).await.unwrap();
    let place = workplace(&smtp);
    assert!(place.serve().stop().0);
    let place = with_own_disk(place, "mount --bind -o ro data data");
    place.run(&["serve"]).fails_saying("the database");
    assert!(place.started_by(&[]).serve().stop().0, "nothing was broken by it");
}

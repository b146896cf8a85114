//! An instance handles a limited number of requests at once. Further requests wait a moment, and are then answered 503
//! with `Retry-After`.

use std::io::Write;
use std::net::TcpStream;
use std::time::Duration;

use deskhand_tests::smtp::{Security, SmtpServer};
use futures::future::{Either, select};
use reqwest::Method;
use sea_orm::sqlx::sqlite::SqliteConnection;
use sea_orm::sqlx::{Connection, Executor};
use serde_json::{Value, json};

use super::client::{Answer, ServiceClient, by};
use super::crowd::{Crowd, Person};
use super::environment::{sqlite_url, workplace};
use super::eventually::until;

const SOON: Duration = Duration::from_secs(20);

async fn list(client: &ServiceClient, who: &Person) -> Answer {
    client.ask(Method::GET, "/tickets", by(&who.token), &Value::Null).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_more_than_there_are_places_is_refused_until_a_place_is_free_and_slow_bodies_take_none() {
    let smtp = SmtpServer::start(Security::Plain).await.unwrap();
    let place = workplace(&smtp);
    let serving = place.serve();
    let crowd = Crowd::signs_up(&ServiceClient::to(vec![serving.address()])).await;
    assert!(serving.stop().0);
    let place = place
        .with("DESKHAND__HTTP__REQUESTS_AT_ONCE", "1")
        .with("DESKHAND__HTTP__CHANGES_AT_ONCE", "1")
        .with("DESKHAND__MAIL__POLL_INTERVAL", "1h");
    let serving = place.serve();
    let client = ServiceClient::with_deadline(vec![serving.address()], SOON);
    let token = &crowd.customers[0].token;
    let body = json!({"title": "Is anybody there?", "description": "Please."});
    let opens = async || client.ask(Method::POST, "/tickets", by(token), &body).await.unwrap();

    // A request takes a slot only when its body is complete.
    let mut slow = TcpStream::connect(serving.address().trim_start_matches("http://")).unwrap();
    let head = format!(
        "POST /api/v1/tickets HTTP/1.1\r\nHost: desk\r\nAuthorization: Bearer {token}\r\n\
         Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{{"
    );
    slow.write_all(head.as_bytes()).unwrap();
    until("the slow one stepped aside", SOON, async || opens().await.status == 201).await;

    // The only slot for changes is taken by a request that waits for the locked file.
    let mut other = SqliteConnection::connect(&sqlite_url(&place)).await.unwrap();
    other.execute("PRAGMA busy_timeout = 60000; BEGIN IMMEDIATE").await.unwrap();
    let (Either::Left((refused, waiting)) | Either::Right((refused, waiting))) =
        select(Box::pin(opens()), Box::pin(opens())).await;
    let says_why = refused.body["type"] == "/problems/overloaded";
    assert!(refused.status == 503 && refused.retry_after && says_why, "{refused:?}");
    assert_eq!(list(&client, &crowd.admin).await.status, 200, "who only reads finds another place");
    assert_eq!(client.ask(Method::GET, "/healthz", Default::default(), &Value::Null).await.unwrap().status, 200);
    other.execute("ROLLBACK").await.unwrap();
    let opened = waiting.await;
    assert_eq!(opened.status, 201, "{opened:?}");
    until("the place is free again", SOON, async || opens().await.status == 201).await;
    other.close().await.unwrap();
    assert!(serving.stop().0);
}

//! Tickets for event streams, and messages without names: what a browser's `EventSource` needs.

use reqwest::Method;
use serde_json::{Value, json};
use time::Duration;

use super::sse_client::Stream;
use super::{line, settled};
use crate::support::feed::soon;
use crate::support::{Person, TestApp};

async fn ticket_of(app: &TestApp, who: &Person) -> String {
    let issued = app.call(Some(who), "POST", "/events/ticket", None).await.expect(201);
    issued["ticket"].as_str().unwrap().to_owned()
}

/// Opens a stream as a browser does; one request after the other goes to another instance.
async fn open(app: &TestApp, query: &str) -> Result<Stream, u16> {
    let response = soon(app.request(Method::GET, &format!("/events/stream{query}")).send()).await.unwrap();
    if response.status() == 200 { Ok(Stream::of(response)) } else { Err(response.status().as_u16()) }
}

#[tokio::test]
async fn a_ticket_opens_one_stream_on_any_instance() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;
    // Once with an odd number of requests between, so that the ticket is used on its own instance and on another.
    for between in 0..2 {
        settled(&app).await;
        let ticket = ticket_of(&app, &ada).await;
        for _ in 0..between {
            app.get(&ada, "/me").await.expect(200);
        }
        let mut stream = open(&app, &format!("?ticket={ticket}")).await.unwrap_or_else(|status| panic!("{status}"));
        assert_eq!(stream.message().await.name, "ready");
        for _ in 0..2 {
            assert_eq!(open(&app, &format!("?ticket={ticket}")).await.err(), Some(401), "it was used");
        }
        let opened = app.open_ticket(&ada, "Printer").await;
        assert_eq!(stream.event().await["ticket"]["id"], opened["id"]);
    }
    app.finish().await;
}

#[tokio::test]
async fn a_ticket_is_valid_for_thirty_seconds_and_as_long_as_its_session() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;
    let issued = app.call(Some(&ada), "POST", "/events/ticket", None).await;
    assert_eq!(issued.header("cache-control"), "no-store");
    let late = ticket_of(&app, &ada).await;
    app.wait(Duration::seconds(30));
    assert_eq!(open(&app, &format!("?ticket={late}")).await.err(), Some(401));

    app.wait(Duration::minutes(14));
    let last_minute = ticket_of(&app, &ada).await;
    app.wait(Duration::seconds(29));
    assert_eq!(open(&app, &format!("?ticket={last_minute}")).await.map(drop), Ok(()));
    let mut unused = vec![ticket_of(&app, &ada).await];
    app.wait(Duration::seconds(2));
    assert_eq!(app.get(&ada, "/me").await.status, 401, "its access token has expired by now");
    assert_eq!(open(&app, &format!("?ticket={}", unused.remove(0))).await.err(), Some(401));

    let ada = app.sign_in("ada").await;
    let ticket = ticket_of(&app, &ada).await;
    app.post_anonymously("/auth/signout", json!({"refresh_token": ada.refresh_token})).await.expect(204);
    assert_eq!(open(&app, &format!("?ticket={ticket}")).await.err(), Some(401), "its session has ended");
    app.finish().await;
}

#[tokio::test]
async fn a_ticket_is_for_sessions_and_for_streams_only() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;
    let made = app.post(&ada, "/api-keys", json!({"name": "Watcher", "scopes": ["read", "write"]})).await.expect(201);
    let key = Person { token: made["key"].as_str().unwrap().to_owned(), ..ada.clone() };
    app.call(Some(&key), "POST", "/events/ticket", None).await.expect_problem(403, "session-required");

    let ticket = ticket_of(&app, &ada).await;
    let beside = Stream::try_open(&app, &ada, &format!("?ticket={ticket}"), None).await;
    assert_eq!(beside.status(), 400, "it does not say which of the two counts");
    for path in ["/me", "/events", "/events/ws"] {
        let answer = app.call(None, "GET", &format!("{path}?ticket={ticket}"), None).await;
        assert_eq!(answer.status, 401, "{path}: {}", answer.body);
    }
    let as_token = Person { token: ticket.clone(), ..ada.clone() };
    app.get(&as_token, "/me").await.expect_problem(401, "unauthenticated");
    assert!(open(&app, &format!("?ticket={ticket}")).await.is_ok(), "all of these used nothing up");
    app.finish().await;
}

#[tokio::test]
async fn without_names_every_message_reaches_onmessage_and_says_its_kind() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;
    settled(&app).await;
    let query = format!("?names=false&after={}", "00000000-0000-0000-0000-00000000dead");
    let mut stream = Stream::open(&app, &ada, &query, None).await;
    for kind in ["reset", "ready"] {
        let message = stream.message().await;
        assert_eq!((message.name.as_str(), &message.data), ("", &json!({"kind": kind})));
    }
    app.open_ticket(&ada, "Printer").await;
    let message = stream.message().await;
    assert_eq!((message.name.as_str(), line(&message.data)), ("", "ticket_opened 1".to_owned()));
    assert_eq!(message.data["id"], Value::from(message.id));
    app.post_anonymously("/auth/signout", json!({"refresh_token": ada.refresh_token})).await.expect(204);
    let mut last = message.data;
    while let Some(message) = stream.next().await {
        assert_eq!(message.name, "");
        last = message.data;
    }
    assert_eq!(last, json!({"kind": "bye", "reason": "signed_out"}));
    app.finish().await;
}

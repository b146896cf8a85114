use std::time::Duration;

use deskhand_http_core::streaming::EventTiming;
use serde_json::json;

use super::sse_client::Stream;
use super::{line, settled};
use crate::support::TestApp;
use crate::support::feed::{ids, poll_all, soon, until_in_feed};

#[tokio::test]
async fn everybody_is_told_at_once_of_what_they_may_see_and_of_nothing_else() {
    let app = TestApp::start().await;
    let bob = app.engineer("bob").await;
    let (ada, eve, root) = (app.customer("ada").await, app.customer("eve").await, app.superadmin().await);
    let mut streams = Vec::new();
    for who in [&ada, &bob, &root, &eve] {
        streams.push(Stream::from_now(&app, who).await);
    }

    let ticket = app.open_ticket(&ada, "Printer").await;
    app.note(&bob, &ticket, "THE SECRET OF THE STAFF").await.expect(201);
    app.say(&bob, &ticket, "Is it plugged in?").await.expect(201);
    // The first event that another customer gets is about their own ticket.
    let screen = app.open_ticket(&eve, "Screen").await;

    let mut seen = Vec::new();
    for (stream, how_many) in streams.iter_mut().zip([3, 6, 6, 2]) {
        let mut lines = Vec::new();
        for _ in 0..how_many {
            lines.push(line(&stream.event().await));
        }
        seen.push(lines);
    }
    assert_eq!(seen[0], ["ticket_opened 1", "assigned 1", "response_posted 1"]);
    let of_staff =
        ["ticket_opened 1", "assigned 1", "note_posted 1", "response_posted 1", "ticket_opened 2", "assigned 2"];
    assert_eq!(seen[1], of_staff);
    assert_eq!(seen[2], of_staff);
    assert_eq!(seen[3], ["ticket_opened 2", "assigned 2"]);
    assert_eq!(screen["number"], 2);
    drop(streams);
    app.finish().await;
}

#[tokio::test]
async fn what_is_told_is_what_is_listed() {
    let app = TestApp::start().await;
    let (ada, root) = (app.customer("ada").await, app.superadmin().await);
    let mut stream = Stream::from_now(&app, &root).await;
    let ticket = app.open_ticket(&ada, "Printer \u{1F525}\n").await;
    app.say(&ada, &ticket, "And?\n\ndata: none").await.expect(201);

    let events = [stream.event().await, stream.event().await, stream.event().await];

    let listed = poll_all(&app, &root, 100).await;
    assert_eq!(events.as_slice(), &listed[listed.len() - 3..]);
    let [opened, ..] = &events;
    assert_eq!(opened["ticket"], json!({"id": ticket["id"], "number": 1, "title": "Printer \u{1F525}"}));
    assert_eq!(opened["by"]["username"], "ada");
    drop(stream);
    app.finish().await;
}

#[tokio::test]
async fn a_stream_is_never_kept_and_never_held_back() {
    let app = TestApp::start().await;
    let root = app.superadmin().await;
    settled(&app).await;
    let mut stream = Stream::open(&app, &root, "", None).await;
    let header = |name: &str| stream.response.headers().get(name).map(|value| value.to_str().unwrap().to_owned());
    assert_eq!(header("content-type").unwrap(), "text/event-stream");
    assert_eq!(header("cache-control").unwrap(), "no-store");
    assert_eq!(header("x-accel-buffering").unwrap(), "no");
    assert_eq!(header("content-encoding"), None);
    assert!(header("x-request-id").is_some());
    assert_eq!(stream.block().await.unwrap(), "retry: 2000\n\n");

    let ready = stream.message().await;
    let newest = ids(&poll_all(&app, &root, 100).await).pop().unwrap();
    assert_eq!((ready.name.as_str(), ready.id), ("ready", newest));
    drop(stream);
    app.finish().await;
}

#[tokio::test]
async fn something_goes_over_a_connection_on_which_nothing_happens() {
    let timing = EventTiming { heartbeat: Duration::from_millis(20), ..EventTiming::default() };
    let app = TestApp::with("log.level", "info").event_timing(timing).start().await;
    let ada = app.customer("ada").await;
    let mut stream = Stream::from_now(&app, &ada).await;
    for _ in 0..3 {
        assert_eq!(soon(stream.block()).await.unwrap(), ": still here\n\n");
    }
    drop(stream);
    app.finish().await;
}

#[tokio::test]
async fn a_client_that_takes_nothing_for_a_while_misses_nothing() {
    let app = TestApp::start().await;
    let (ada, root) = (app.customer("ada").await, app.superadmin().await);
    let mut slow = Stream::from_now(&app, &root).await;
    let ticket = app.open_ticket(&ada, "Printer").await;
    let words = "x".repeat(60_000);
    for n in 0..30 {
        let change = json!({"description": format!("{n} {words}")});
        app.change_ticket(&ada, &ticket, change).await.expect(200);
    }
    app.say(&ada, &ticket, "The last.").await.expect(201);
    let listed = poll_all(&app, &root, 100).await;
    until_in_feed(&app, &root, &ticket).await;

    let mut kinds = Vec::new();
    while kinds.last().map(String::as_str) != Some("request_posted 1") {
        kinds.push(line(&slow.event().await));
    }
    assert_eq!(kinds.len(), 2 + 30 + 1, "{kinds:?} of {}", listed.len());
    drop(slow);
    app.finish().await;
}

#[tokio::test]
async fn one_person_has_so_many_streams_open_and_no_more() {
    let app = TestApp::start().await;
    let (ada, eve) = (app.customer("ada").await, app.customer("eve").await);
    let mut open = Vec::new();
    let refused = loop {
        let response = Stream::try_open(&app, &ada, "", None).await;
        if response.status() != 200 {
            break response;
        }
        open.push(response);
        assert!(open.len() <= 100, "it has no limit");
    };
    assert!(open.len() >= 50);
    assert_eq!(refused.status(), 429);
    assert!(refused.headers().contains_key("retry-after"));
    let body: serde_json::Value = refused.json().await.unwrap();
    assert_eq!(body["type"], "/problems/too-many-streams");
    Stream::from_now(&app, &eve).await;

    drop(open);
    soon(async { while Stream::try_open(&app, &ada, "", None).await.status() != 200 {} }).await;
    app.finish().await;
}

/// A heartbeat would find out half a minute later that the client is gone.
#[tokio::test]
async fn the_place_of_a_stream_is_free_as_soon_as_its_client_has_left() {
    let timing = EventTiming { heartbeat: Duration::from_secs(3600), ..EventTiming::default() };
    let app = TestApp::with("log.level", "info").event_timing(timing).start().await;
    let ada = app.customer("ada").await;
    for _ in 0..3 {
        let mut open = Vec::new();
        for _ in 0..50 * app.bases().len() {
            open.push(soon(Stream::open(&app, &ada, "", None)).await);
        }
        assert_eq!(Stream::try_open(&app, &ada, "", None).await.status(), 429);
        assert_eq!(crate::metrics::open_streams(&app, "sse").await, open.len());
        drop(open);
        soon(async { while crate::metrics::open_streams(&app, "sse").await > 0 {} }).await;
    }
    let mut sockets = vec![super::ws_client::Socket::ready(&app, &ada).await];
    assert_eq!(crate::metrics::open_streams(&app, "websocket").await, 1);
    sockets.clear();
    soon(async { while crate::metrics::open_streams(&app, "websocket").await > 0 {} }).await;
    app.finish().await;
}

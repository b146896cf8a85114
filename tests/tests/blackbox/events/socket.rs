use std::time::Duration;

use deskhand_http_core::streaming::EventTiming;
use serde_json::json;
use tokio::io::AsyncReadExt as _;
use tokio_tungstenite::tungstenite::Message;

use super::ws_client::Socket;
use super::{START, line};
use crate::support::TestApp;
use crate::support::feed::{ids, poll_all, soon, until_in_feed};

#[tokio::test]
async fn a_socket_tells_the_same_as_a_stream() {
    let app = TestApp::start().await;
    let bob = app.engineer("bob").await;
    let (ada, eve, root) = (app.customer("ada").await, app.customer("eve").await, app.superadmin().await);
    let mut sockets = Vec::new();
    for who in [&ada, &bob, &root, &eve] {
        sockets.push(Socket::ready(&app, who).await);
    }
    let ticket = app.open_ticket(&ada, "Printer").await;
    app.note(&bob, &ticket, "THE SECRET OF THE STAFF").await.expect(201);
    app.say(&bob, &ticket, "Is it plugged in?").await.expect(201);
    app.open_ticket(&eve, "Screen").await;

    let of_staff = ["ticket_opened 1", "assigned 1", "note_posted 1", "response_posted 1", "ticket_opened 2"];
    let expected: [&[&str]; 4] = [
        &["ticket_opened 1", "assigned 1", "response_posted 1"],
        &of_staff,
        &of_staff,
        &["ticket_opened 2", "assigned 2"],
    ];
    for (socket, expected) in sockets.iter_mut().zip(expected) {
        for wanted in expected {
            assert_eq!(line(&socket.event().await), *wanted);
        }
    }
    app.finish().await;
}

#[tokio::test]
async fn a_socket_goes_on_where_the_client_was_or_says_that_it_cannot() {
    let app = TestApp::start().await;
    let (ada, root) = (app.customer("ada").await, app.superadmin().await);
    let ticket = app.open_ticket(&ada, "Printer").await;
    until_in_feed(&app, &root, &ticket).await;
    let all = ids(&poll_all(&app, &ada, 100).await);
    let places: Vec<_> = [START.to_owned()].into_iter().chain(all.clone()).collect();
    for (index, place) in places.iter().enumerate() {
        let mut socket = Socket::open(&app, &ada, &format!("?after={place}")).await;
        assert_eq!(socket.next().await, json!({"type": "ready", "id": place}));
        for id in &all[index..] {
            assert_eq!(socket.event().await["id"], *id);
        }
    }
    let mut socket = Socket::open(&app, &ada, "?after=019b8d26-3280-7fff-8000-000000000001").await;
    assert_eq!(socket.next().await, json!({"type": "reset"}));
    assert_eq!(socket.next().await["type"], "ready");
    app.say(&ada, &ticket, "And?").await.expect(201);
    assert_eq!(socket.event().await["kind"], "request_posted");
    app.finish().await;
}

#[tokio::test]
async fn a_browser_shows_its_token_as_a_protocol_and_is_answered_the_true_one() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;
    let protocols = format!("deskhand.v1, bearer.{}", ada.token);
    let (mut socket, response) = Socket::open_with(&app, "", &[("sec-websocket-protocol", &protocols)]).await.unwrap();
    assert_eq!(response.headers()["sec-websocket-protocol"], "deskhand.v1");
    assert_eq!(socket.next().await["type"], "ready");
    // Who asks from where does not matter: no browser sends a token by itself.
    let bearer = format!("Bearer {}", ada.token);
    for headers in [
        vec![("authorization", bearer.as_str())],
        vec![("authorization", bearer.as_str()), ("origin", "https://evil.example.com")],
    ] {
        assert!(Socket::open_with(&app, "", &headers).await.is_ok(), "{headers:?}");
    }

    let wrong = "deskhand.v1, bearer.garbage";
    let twice = format!("deskhand.v1, bearer.{}, bearer.{}", ada.token, ada.token);
    let alone = format!("bearer.{}", ada.token);
    for headers in [
        vec![],
        vec![("sec-websocket-protocol", "deskhand.v1")],
        vec![("sec-websocket-protocol", wrong)],
        vec![("sec-websocket-protocol", twice.as_str())],
        vec![("sec-websocket-protocol", alone.as_str())],
        vec![("sec-websocket-protocol", protocols.as_str()), ("authorization", bearer.as_str())],
        vec![("authorization", "Bearer garbage")],
    ] {
        assert_eq!(Socket::open_with(&app, "", &headers).await.err(), Some(401), "{headers:?}");
    }
    // On other routes it is no credential.
    let request = app.request(reqwest::Method::GET, "/me").header("sec-websocket-protocol", &protocols);
    app.send(request).await.expect_problem(401, "unauthenticated");
    app.finish().await;
}

#[tokio::test]
async fn what_is_no_handshake_is_told_what_this_address_is_for() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;
    let answer = app.get(&ada, "/events/ws").await;
    answer.expect_problem(426, "upgrade-required");
    assert_eq!(answer.header("upgrade"), "websocket");
    let bearer = format!("Bearer {}", ada.token);
    let old = [("authorization", bearer.as_str()), ("sec-websocket-version", "8")];
    assert_eq!(Socket::open_with(&app, "", &old).await.err(), Some(426));
    app.finish().await;
}

#[tokio::test]
async fn a_message_may_be_so_long_and_no_longer_in_one_frame_or_in_many() {
    use tokio_tungstenite::tungstenite::protocol::frame::Frame;
    use tokio_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};

    let app = TestApp::start().await;
    let ada = app.customer("ada").await;
    let mut socket = Socket::ready(&app, &ada).await;
    let just = format!("{{\"id\": 1, \"x\": \"{}\"}}", "y".repeat(60_000));
    socket.send_text(&just).await;
    assert_eq!(socket.ack().await["ok"], false);
    socket.send_text("y".repeat(64 * 1024 + 1)).await;
    assert_eq!(socket.closed().await, 1009);

    let mut socket = Socket::ready(&app, &ada).await;
    let part = |code, is_last| Message::Frame(Frame::message("y".repeat(40_000), OpCode::Data(code), is_last));
    socket.send(part(Data::Text, false)).await;
    socket.send(part(Data::Continue, true)).await;
    assert_eq!(socket.closed().await, 1009);
    app.finish().await;
}

#[tokio::test]
async fn a_client_that_gives_no_sign_of_life_is_let_go() {
    let timing = EventTiming {
        heartbeat: Duration::from_millis(20),
        patience: Duration::from_secs(3),
        ..EventTiming::default()
    };
    let app = TestApp::with("log.level", "info").event_timing(timing).start().await;
    let ada = app.customer("ada").await;
    let mut silent = Socket::open(&app, &ada, "").await;
    assert_eq!(silent.next().await["type"], "ready");
    // It answers pings while it is read from, and stays.
    let mut lively = Socket::ready(&app, &ada).await;

    let mut said = Vec::new();
    let ended = async {
        let listening = async { silent.connection().read_to_end(&mut said).await };
        tokio::select! { read = listening => read, never = lively.event() => panic!("{never}") }
    };
    soon(ended).await.unwrap();

    // The last frame: close, with the code 4408.
    let code = 4408_u16.to_be_bytes();
    assert!(said.windows(2).any(|two| two == code), "{said:?}");
    let (ticket, event) = tokio::join!(app.open_ticket(&ada, "Still here"), lively.event());
    assert_eq!(event["ticket"]["id"], ticket["id"]);
    app.finish().await;
}

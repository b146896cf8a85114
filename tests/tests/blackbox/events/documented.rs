//! Every message of the streams is as the AsyncAPI document says.

use serde_json::{Value, json};

use super::sse_client::Stream;
use super::ws_client::Socket;
use super::{line, settled};
use crate::support::{Person, TestApp, path_of, schema};

/// The document of the program, as it is kept.
fn document() -> Value {
    serde_json::from_str(include_str!("../../../../docs/asyncapi.json")).unwrap()
}

/// Fails unless `message` has the payload of exactly this message of the document.
#[track_caller]
fn check(document: &Value, name: &str, message: &Value) {
    let described = &document["components"]["messages"][name]["payload"];
    assert!(described.is_object(), "the document does not know {name}");
    if let Err(fault) = schema::check(document, described, message, "") {
        panic!("{name} is not as the document says: {fault}\n{message}");
    }
}

/// Opens, answers and rates tickets, so that events have people, texts and nothing in `before` and `after`.
async fn much_happens(app: &TestApp, ada: &Person, bob: &Person) {
    let ticket = app.open_ticket(ada, "Printer").await;
    let messages = format!("{}/messages", path_of(&ticket));
    app.post(bob, &messages, json!({"body": "Pull the plug."})).await.expect(201);
    app.patch(bob, &path_of(&ticket), json!({"priority": "urgent"})).await.expect(200);
    app.move_to(bob, &ticket, "resolved").await.expect(200);
    app.patch(ada, "/me", json!({"name": format!("Ada, who has {} tickets", ticket["number"])})).await.expect(200);
}

#[tokio::test]
async fn what_a_stream_of_server_sent_events_says_is_documented() {
    let (app, document) = (TestApp::start().await, document());
    let (bob, ada, root) = (app.engineer("bob").await, app.customer("ada").await, app.superadmin().await);
    for names in ["", "?names=false"] {
        settled(&app).await;
        let unknown = Some("0190a8e2-5c1f-7cc3-98c4-dc0c0c07398f");
        let mut stream = Stream::open(&app, &root, names, unknown).await;
        check(&document, "stream_reset", &stream.message().await.data);
        check(&document, "stream_ready", &stream.message().await.data);
        much_happens(&app, &ada, &bob).await;
        let mut kinds = Vec::new();
        while kinds.last().is_none_or(|last| last != "profile_changed ada") {
            let message = stream.message().await;
            check(&document, "stream_event", &message.data);
            kinds.push(line(&message.data));
        }
        assert!(kinds.iter().any(|kind| kind.starts_with("assigned")), "{kinds:?}");
    }
    let mut stream = Stream::from_now(&app, &ada).await;
    app.post_anonymously("/auth/signout", json!({"refresh_token": ada.refresh_token})).await.expect(204);
    let bye = loop {
        let message = stream.message().await;
        if message.name == "bye" {
            break message.data;
        }
    };
    check(&document, "stream_bye", &bye);
    app.finish().await;
}

#[tokio::test]
async fn what_is_said_over_a_web_socket_is_documented() {
    let (app, document) = (TestApp::start().await, document());
    let (bob, ada) = (app.engineer("bob").await, app.customer("ada").await);
    let mut socket = Socket::open(&app, &bob, "?after=0190a8e2-5c1f-7cc3-98c4-dc0c0c07398f").await;
    check(&document, "socket_reset", &socket.next().await);
    check(&document, "socket_ready", &socket.next().await);
    app.open_ticket(&ada, "Printer").await;
    for (name, command) in [
        ("command_take", json!({"id": "a", "command": "take", "ticket": 1})),
        ("command_set_priority", json!({"id": 2, "command": "set_priority", "ticket": 1, "priority": "low"})),
        ("command_set_status", json!({"command": "set_status", "ticket": 1, "status": "blocked"})),
    ] {
        check(&document, name, &command);
        socket.send_text(&command).await;
        check(&document, "socket_ack", &socket.ack().await);
    }
    for refused in [r#"{"id": "x", "command": "take", "ticket": 4711}"#, "no JSON", r#"{"id": 1.5, "command": "drop"}"#]
    {
        socket.send_text(refused).await;
        check(&document, "socket_refusal", &socket.ack().await);
    }
    let event = socket.event().await;
    check(&document, "socket_event", &json!({"type": "event", "event": event}));
    app.finish().await;
}

#[test]
fn a_message_that_the_document_does_not_describe_is_found() {
    let document = document();
    let payload = |name: &str| document["components"]["messages"][name]["payload"].clone();
    for (name, wrong) in [
        ("stream_bye", json!({})),
        ("stream_bye", json!({"reason": "bored"})),
        ("stream_ready", json!({"id": "x"})),
        ("socket_ack", json!({"type": "ack", "id": 1, "ok": false, "ticket": {}})),
        ("command_take", json!({"command": "drop", "ticket": 1})),
        ("stream_event", json!({"kind": "ready"})),
    ] {
        assert!(schema::check(&document, &payload(name), &wrong, "").is_err(), "{name}: {wrong}");
    }
}

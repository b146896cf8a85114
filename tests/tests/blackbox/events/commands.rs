use serde_json::{Value, json};
use tokio_tungstenite::tungstenite::Message;

use super::line;
use super::ws_client::Socket;
use crate::support::{Person, TestApp, path_of};

#[tokio::test]
async fn a_command_does_what_the_request_of_its_name_does_and_answers_with_the_ticket() {
    let app = TestApp::start().await;
    let (bob, ada) = (app.engineer("bob").await, app.customer("ada").await);
    let ticket = app.open_ticket(&ada, "Printer").await;
    let mut socket = Socket::ready(&app, &bob).await;

    let taken = socket.command(json!({"id": "a", "command": "take", "ticket": 1})).await;
    let pressing = json!({"id": 7, "command": "set_priority", "ticket": ticket["id"], "priority": "urgent"});
    let pressing = socket.command(pressing).await;
    let blocked = socket.command(json!({"id": "c", "command": "set_status", "ticket": 1, "status": "blocked"})).await;

    for ack in [&taken, &pressing, &blocked] {
        assert_eq!((&ack["type"], &ack["ok"], &ack["problem"]), (&json!("ack"), &json!(true), &Value::Null));
    }
    assert!(taken["ticket"]["taken_at"].is_string());
    assert_eq!(pressing["ticket"]["priority"], "urgent");
    // What it answers is what there is, in the same words.
    assert_eq!(blocked["ticket"], app.ticket(&bob, &ticket).await);
    // The caller's own changes are sent too, and are in the history once.
    for event in ["taken 1", "priority_changed 1", "status_changed 1"] {
        assert_eq!(line(&socket.event().await), event);
    }
    let history = app.history(&bob, &ticket).await;
    assert_eq!(history.last().unwrap(), "status_changed: open > blocked by bob");
    app.finish().await;
}

#[tokio::test]
async fn what_is_not_to_be_is_refused_with_the_problem_that_a_request_would_get() {
    let app = TestApp::start().await;
    let (_, ada) = (app.engineer("bob").await, app.customer("ada").await);
    let (eve, root) = (app.customer("eve").await, app.superadmin().await);
    let ticket = app.open_ticket(&ada, "Printer").await;
    app.move_to(&ada, &ticket, "canceled").await.expect(200);
    let cases: [(&Person, Value, Value); 5] = [
        (&ada, json!({"command": "set_priority", "priority": "high"}), json!({"priority": "high"})),
        (&ada, json!({"command": "set_status", "status": "open"}), json!({"status": "open"})),
        (&root, json!({"command": "set_status", "status": "blocked"}), json!({"status": "blocked"})),
        (&eve, json!({"command": "set_status", "status": "closed"}), json!({"status": "closed"})),
        (&root, json!({"command": "set_status", "status": "nonsense"}), json!({"status": "nonsense"})),
    ];
    for (who, mut command, change) in cases {
        command["id"] = json!("x");
        command["ticket"] = json!(1);
        let mut socket = Socket::ready(&app, who).await;
        let ack = socket.command(command.clone()).await;
        let mut expected = app.patch(who, &path_of(&ticket), change).await.json();
        assert_eq!((&ack["ok"], &ack["ticket"]), (&json!(false), &Value::Null));
        assert!(ack["problem"]["request_id"].is_string());
        expected["request_id"] = ack["problem"]["request_id"].clone();
        assert_eq!(ack["problem"], expected, "{command}");
    }
    app.finish().await;
}

#[tokio::test]
async fn what_cannot_be_read_is_answered_and_never_ends_the_conversation() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;
    app.open_ticket(&ada, "Printer").await;
    let mut socket = Socket::ready(&app, &ada).await;
    for (text, id, code) in [
        ("", json!(null), "broken-json"),
        ("{", json!(null), "broken-json"),
        ("hello", json!(null), "broken-json"),
        ("[]", json!(null), "invalid-fields"),
        ("null", json!(null), "invalid-fields"),
        ("{}", json!(null), "invalid-fields"),
        (r#"{"id": {}, "command": "take", "ticket": 0}"#, json!(null), "invalid-fields"),
        (r#"{"id": "a", "command": "drop_tables", "ticket": 1}"#, json!("a"), "invalid-fields"),
        (r#"{"id": 5, "command": "take"}"#, json!(5), "invalid-fields"),
        (
            r#"{"id": 6, "command": "set_status", "ticket": 1, "status": "open", "force": true}"#,
            json!(6),
            "invalid-fields",
        ),
        (r#"{"id": 7, "command": "take", "ticket": 4711}"#, json!(7), "not-found"),
    ] {
        socket.send_text(text).await;
        let ack = socket.ack().await;
        assert_eq!((&ack["ok"], &ack["id"]), (&json!(false), &id), "{text}");
        assert_eq!(ack["problem"]["type"], format!("/problems/{code}"), "{text}: {ack}");
    }
    socket.send(Message::binary(vec![0, 159, 146, 150])).await;
    assert_eq!(socket.ack().await["problem"]["type"], "/problems/broken-json");

    let canceled = json!({"id": "z", "command": "set_status", "ticket": 1, "status": "canceled"});
    assert_eq!(socket.command(canceled).await["ok"], true);
    app.finish().await;
}

#[tokio::test]
async fn many_commands_at_once_are_carried_out_one_after_the_other_and_answered_in_order() {
    let app = TestApp::start().await;
    let (ada, root) = (app.customer("ada").await, app.superadmin().await);
    let ticket = app.open_ticket(&ada, "Printer").await;
    let mut socket = Socket::ready(&app, &root).await;
    let priorities = ["low", "medium", "high", "urgent"];
    for n in 0..40 {
        let priority = priorities[(n + 1) % 4];
        socket.send_text(json!({"id": n, "command": "set_priority", "ticket": 1, "priority": priority})).await;
    }
    for n in 0..40 {
        let ack = socket.ack().await;
        assert_eq!((&ack["id"], &ack["ok"]), (&json!(n), &json!(true)));
        assert_eq!(ack["ticket"]["priority"], priorities[(n + 1) % 4]);
    }
    let history = app.history(&root, &ticket).await;
    assert_eq!(history.iter().filter(|line| line.starts_with("priority_changed")).count(), 40);
    app.finish().await;
}

#[tokio::test]
async fn whoever_was_shut_out_a_moment_ago_commands_nothing_any_more() {
    let app = TestApp::start().await;
    let (ada, root) = (app.customer("ada").await, app.superadmin().await);
    let ticket = app.open_ticket(&ada, "Printer").await;
    for n in 0..2 {
        let mut socket = Socket::ready(&app, &app.sign_in("ada").await).await;
        app.change_user(&root, "ada", json!({"status": "suspended"})).await;
        socket.send_text(json!({"id": n, "command": "set_status", "ticket": 1, "status": "canceled"})).await;
        assert_eq!(socket.closed().await, 4401);
        app.change_user(&root, "ada", json!({"status": "approved"})).await;
    }
    assert_eq!(app.ticket(&root, &ticket).await["status"], "open");
    app.finish().await;
}

#[tokio::test]
async fn a_key_that_only_reads_is_told_what_it_lacks() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;
    app.open_ticket(&ada, "Printer").await;
    for (scope, ok) in [("read", false), ("write", true)] {
        let body = json!({"name": scope, "scopes": [scope]});
        let made = app.post(&ada, "/api-keys", body).await.expect(201);
        let key = Person { token: made["key"].as_str().unwrap().to_owned(), ..ada.clone() };
        let mut socket = Socket::ready(&app, &key).await;
        let command = json!({"id": 1, "command": "set_status", "ticket": 1, "status": "canceled"});
        let ack = socket.command(command).await;
        assert_eq!(ack["ok"], ok, "{ack}");
        if !ok {
            assert_eq!(ack["problem"]["type"], "/problems/insufficient-scope");
        }
    }
    app.finish().await;
}

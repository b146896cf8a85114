//! `deskhand ticket`.

use deskhand_test_postgres::FreshDatabase;
use serde_json::json;

use super::support::{desk, json_of, person, sign_in};
use crate::http::{patch, post};
use crate::workplace::Workplace;

#[test]
fn tickets_are_opened_answered_and_resolved_at_the_console() {
    work_at_the_console(&desk());
}

#[tokio::test(flavor = "multi_thread")]
async fn tickets_are_opened_answered_and_resolved_at_the_console_over_postgresql() {
    let database = FreshDatabase::empty().await;
    let place = desk().with("DESKHAND__DATABASE__URL", database.url());
    tokio::task::spawn_blocking(move || work_at_the_console(&place)).await.unwrap();
}

fn work_at_the_console(place: &Workplace) {
    let serving = place.serve();
    let address = serving.address();
    let bob = person(&address, "bob", "engineer");
    let ada = person(&address, "ada", "customer");
    assert_eq!(ada.run(&["ticket", "list"]).succeeds().out, "No tickets.\n");

    let open = ["ticket", "open", "The lamp", "--priority", "high"];
    let opened = ada.run_with_input(&open, "It is out.\nSince ü.\n").succeeds().out;
    assert_eq!(opened, "Opened #1; it is assigned to BOB (bob).\n");
    ada.run(&open).fails_saying("standard input has no description");
    ada.run(&["ticket", "open", " ", "--description", "Out"]).fails_saying("/title: ");
    let second = json_of(&ada, &["open", "The chair", "--description", "Broken"]);
    assert_eq!((&second["number"], &second["priority"]), (&json!(2), &json!("low")));

    let written = bob.run(&["ticket", "reply", "#1", "-m", "Is it plugged in?"]).succeeds().out;
    assert_eq!(written, "Wrote a message, on ticket 1.\n");
    bob.run(&["ticket", "reply", "1", "--note", "-m", "- They never are"]).succeeds();
    assert_eq!(json_of(&ada, &["reply", "1", "-m", "It is."])["kind"], "request");

    let listed = bob.run(&["ticket", "list", "--assignee", "me", "--sort", "number"]).succeeds().out;
    let lines: Vec<&str> = listed.lines().map(str::trim_end).collect();
    assert!(lines[0].starts_with("NUMBER  STATUS  PRIORITY  ANSWERS NEXT  ASSIGNEE  UPDATED"), "{listed}");
    assert!(lines[1].starts_with("1       open    high      staff         bob") && lines[1].ends_with("The lamp"));
    assert_eq!(lines.len(), 3);
    let rows = json_of(&bob, &["list", "lamp", "--status", "open,blocked"]);
    assert_eq!((rows.as_array().unwrap().len(), &rows[0]["number"]), (1, &json!(1)));
    let first = bob.run(&["ticket", "list", "--limit", "1"]).succeeds();
    assert!(first.out.contains("The chair") && first.err.contains("There are more"), "{first:#?}");
    assert!(bob.run(&["ticket", "list", "--limit", "1", "--output", "json"]).err.contains("There are more"));
    bob.run(&["ticket", "list", "--assignee", ""]).fails_saying("a value is required");
    bob.run(&["ticket", "list", "--assignee", "a b"]).fails_saying("assignee: ");
    assert!(bob.run(&["ticket", "list", "--status", "lost"]).err.contains("possible values: open, blocked"));

    let shown = ada.run(&["ticket", "show", "1"]).succeeds().out;
    assert!(shown.starts_with("#1 The lamp\nstatus    open, the staff answers next\n"), "{shown}");
    assert!(
        shown.contains("\n    It is out.\n    Since ü.\n") && shown.contains("response by BOB (bob), 20"),
        "{shown}"
    );
    assert!(!shown.contains("They never are"), "a customer does not see notes: {shown}");
    assert!(bob.run(&["ticket", "show", "1"]).succeeds().out.contains("They never are"));

    bob.run(&["ticket", "resolve", "2"]).fails_saying("A response is required first");
    let resolved = bob.run(&["ticket", "resolve", "2", "--message", "A new leg."]).succeeds().out;
    assert_eq!(resolved, "Resolved #2 The chair\n");
    let token = sign_in(&address, "ada");
    let closed = patch(&address, "/api/v1/tickets/2", &token, r#"{"status": "closed"}"#);
    assert!(closed.starts_with("HTTP/1.1 200"), "{closed}");
    bob.run(&["ticket", "resolve", "2", "-m", "And a seat."]).fails_saying("The ticket cannot move there");
    assert_eq!(json_of(&ada, &["show", "2"])["message_count"], 2, "no message is left of a refusal");
    bob.run(&["ticket", "resolve", "1", "--message", "A new bulb."]).succeeds();
    let after = json_of(&bob, &["show", "1"]);
    let bodies: Vec<&str> =
        after["messages"]["data"].as_array().unwrap().iter().map(|one| one["body"].as_str().unwrap()).collect();
    assert_eq!(bodies, ["It is out.\nSince ü.", "Is it plugged in?", "- They never are", "It is.", "A new bulb."]);
    bob.run(&["ticket", "resolve", "77"]).fails_saying("ticket 77: There is no such thing, or you may not see it.");
    assert!(serving.stop().0);
}

#[test]
fn long_conversations_and_lists_are_whole() {
    let serving = desk().serve();
    let address = serving.address();
    let bob = person(&address, "bob", "engineer");
    let ada = person(&address, "ada", "customer");
    ada.run(&["ticket", "open", "The lamp", "--description", "Out"]).succeeds();
    let token = sign_in(&address, "bob");
    for number in 0..104 {
        let body = json!({"body": format!("Answer {number}")}).to_string();
        let answer = post(&address, "/api/v1/tickets/1/messages", &token, &body);
        assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
    }
    let shown = json_of(&bob, &["show", "1"]);
    assert_eq!(shown["messages"]["data"].as_array().unwrap().len(), 105);
    assert_eq!(shown["messages"]["page"]["has_more"], json!(false));
    let words = bob.run(&["ticket", "show", "1"]).succeeds().out;
    assert!(words.contains("Answer 103\n") && words.matches("response by BOB").count() == 104);
    assert!(serving.stop().0);
}

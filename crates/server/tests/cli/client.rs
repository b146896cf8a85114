//! `deskhand ticket` and `deskhand watch` with a running desk.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt as _;
use std::process::{Child, ChildStdout};

use deskhand_test_postgres::FreshDatabase;
use serde_json::{Value, json};

use crate::http::{field, patch, post, put, send};
use crate::scripted_desk::ScriptedDesk;
use crate::workplace::{Log, Serving, Workplace};

const PASSWORD: &str = "correct horse battery";

fn desk() -> Workplace {
    Workplace::new().with("DESKHAND__BOOTSTRAP__PASSWORD", PASSWORD)
}

fn sign_in(address: &str, login: &str) -> String {
    let body = json!({"login": login, "password": PASSWORD});
    field(&post(address, "/api/v1/auth/signin", "", &body.to_string()), "access_token")
}

fn key(address: &str, login: &str, scopes: &[&str]) -> String {
    let body = json!({"name": "console", "scopes": scopes});
    field(&post(address, "/api/v1/api-keys", &sign_in(address, login), &body.to_string()), "key")
}

/// A machine of a person who has an API key. They are made if they are not `admin`.
fn person(address: &str, username: &str, role: &str) -> Workplace {
    if username != "admin" {
        let body = json!({"username": username, "name": username.to_uppercase(), "role": role, "password": PASSWORD,
            "email": format!("{username}@desk.example")});
        let made = post(address, "/api/v1/users", &sign_in(address, "admin"), &body.to_string());
        assert!(made.starts_with("HTTP/1.1 201"), "{made}");
    }
    Workplace::new()
        .with("DESKHAND_URL", &format!("http://{address}/"))
        .with("DESKHAND_API_KEY", &key(address, username, &["read", "write"]))
}

fn json_of(place: &Workplace, arguments: &[&str]) -> Value {
    let said = place.run(&[&["ticket", "--output", "json"], arguments].concat()).succeeds().out;
    serde_json::from_str(&said).unwrap()
}

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

#[test]
fn the_desk_and_the_key_are_read_from_a_file() {
    let serving = desk().serve();
    let address = serving.address();
    let key = key(&address, "admin", &["read"]);
    let nothing = Workplace::new();
    nothing.run(&["ticket", "list"]).fails_saying("set the environment variable DESKHAND_URL, or `url` in");

    let home = Workplace::new();
    let place = home.clone().with("HOME", home.path("").to_str().unwrap());
    place.run(&["ticket", "list"]).fails_saying(".config/deskhand/client.toml");
    let file = home.path(".config/deskhand/client.toml");
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(&file, format!("url = \"http://{address}\"\napi_key = \"{key}\"\n")).unwrap();
    fs::set_permissions(&file, fs::Permissions::from_mode(0o644)).unwrap();
    place.run(&["ticket", "list"]).fails_saying("chmod 600");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o600)).unwrap();
    assert_eq!(place.run(&["ticket", "list"]).succeeds().out, "No tickets.\n");
    let named = Workplace::new();
    let run = named.run(&["ticket", "list", "--config", file.to_str().unwrap()]);
    assert_eq!(run.succeeds().out, "No tickets.\n");
    named.run(&["watch", "--config", "missing.toml"]).fails_saying("missing.toml can't be read");

    // The environment goes before the file.
    let other = place.clone().with("DESKHAND_API_KEY", "dh_wrong");
    other.run(&["ticket", "list"]).fails_saying("The API key may be wrong, expired or revoked");
    other.run(&["watch"]).fails_saying("The API key may be wrong, expired or revoked");
    place.run(&["ticket", "open", "Lamp", "--description", "Out"]).fails_saying("scope");
    place.clone().with("DESKHAND_URL", "desk").run(&["ticket", "list"]).fails_saying("no URL: \"desk\"");
    place.clone().with("DESKHAND_CA_FILE", "no.pem").run(&["ticket", "list"]).fails_saying("no.pem can't be read");
    let run =
        place.with("DESKHAND_URL", &format!("http://{}", free_address())).run(&["ticket", "reply", "1", "-m", "A"]);
    run.fails_saying("is not reached: Connection refused");
    assert!(serving.stop().0);
}

fn client_of(desk: &ScriptedDesk) -> Workplace {
    Workplace::new().with("DESKHAND_URL", &desk.url).with("DESKHAND_API_KEY", "dh_1_2")
}

fn idempotency_key(request: &str) -> &str {
    request.lines().find_map(|line| line.strip_prefix("idempotency-key: ")).unwrap()
}

#[test]
fn what_creates_is_sent_again_with_its_key_until_it_is_answered() {
    let desk = ScriptedDesk::start(&[
        None,
        Some("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 6\r\nConnection: close\r\n\r\n<html>"),
        Some(concat!(
            "HTTP/1.1 409 Conflict\r\nRetry-After: 1\r\nContent-Length: 66\r\nConnection: close\r\n\r\n",
            r#"{"type":"/problems/idempotency-in-flight","title":"T","detail":"D"}"#
        )),
        Some("HTTP/1.1 201 Created\r\nContent-Length: 14\r\nConnection: close\r\n\r\n{\"id\": \"made\"}"),
    ]);
    let run = client_of(&desk).run(&["ticket", "reply", "1", "-m", "Hello"]).succeeds();
    let gateway = "a server in front of the desk answered 502 Bad Gateway; the desk may be down; trying again in 2 s";
    assert!(run.err.contains("; trying again in 1 s\n") && run.err.contains(gateway), "{run:#?}");
    assert!(run.err.ends_with("the desk asks to wait; trying again in 1 s\n"), "{run:#?}");
    let requests = desk.requests();
    assert_eq!(
        requests.iter().map(|request| idempotency_key(request)).collect::<std::collections::BTreeSet<_>>().len(),
        1
    );
    assert!(requests.iter().all(|request| request.ends_with("{\"body\":\"Hello\"}")), "{requests:#?}");
}

#[test]
fn a_change_that_may_be_made_already_is_not_sent_again() {
    let desk = ScriptedDesk::start(&[None]);
    let client = client_of(&desk);
    client.run(&["ticket", "resolve", "1"]).fails_saying("it is not known whether this was done");
    assert!(desk.requests()[0].starts_with("PATCH /api/v1/tickets/1 HTTP/1.1\r\n"));
    let page =
        ScriptedDesk::start(&[Some("HTTP/1.1 404 Not Found\r\nContent-Length: 6\r\nConnection: close\r\n\r\n<html>")]);
    client_of(&page).run(&["ticket", "show", "1"]).fails_saying("404 Not Found, and not that of a desk");
    client_of(&page).run(&["ticket", "show", "#1?"]).fails_saying("a ticket is named by its number or its id");
}

#[test]
fn what_a_server_says_can_not_reach_into_the_terminal() {
    const ESCAPE: &str = "HTTP/1.1 409 Conflict\r\nContent-Length: 68\r\nConnection: close\r\n\r\n\
        {\"type\":\"/problems/x\",\"title\":\"T\\u001b[2J\",\"detail\":\"D\\u009b\\u202e\"}";
    let desk = ScriptedDesk::start(&[Some(ESCAPE)]);
    let run = client_of(&desk).run(&["ticket", "list"]);
    assert_eq!(run.err, "deskhand: T\u{fffd}[2J. D\u{fffd}\u{fffd}\n");
}

fn free_address() -> String {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string()
}

/// A running `deskhand watch`.
struct Watching {
    child: Child,
    lines: std::io::Lines<BufReader<ChildStdout>>,
    log: Log,
}

impl Watching {
    fn start(place: &Workplace, arguments: &[&str]) -> Self {
        let mut child = place.command(&[&["watch"], arguments].concat()).spawn().unwrap();
        let log = Log::of(child.stderr.take().unwrap());
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        log.wait_for("Connected to ");
        Self { child, lines, log }
    }

    fn next(&mut self) -> String {
        self.lines.next().unwrap().unwrap()
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn open(ada: &Workplace, title: &str) {
    ada.run(&["ticket", "open", title, "--description", "Out"]).succeeds();
}

#[test]
fn what_happens_is_printed_and_nothing_is_left_out_while_the_desk_restarts() {
    let port = free_address().rsplit_once(':').unwrap().1.to_owned();
    let place = desk().with("DESKHAND__HTTP__PORT", &port);
    let serving = place.serve();
    let address = serving.address();
    person(&address, "bob", "engineer");
    let ada = person(&address, "ada", "customer");
    let root = person(&address, "admin", "superadmin");
    let mut json = Watching::start(&root, &["--output", "json", "--kind", "ticket_opened,status_changed"]);
    root.run(&["watch", "--ticket", "1"]).fails_saying("ticket 1: There is no such thing");
    root.run(&["watch", "--after", "nonsense"]).fails_saying("after: must be a UUID");
    open(&ada, "The lamp");
    let before_all = "00000000-0000-0000-0000-000000000000";
    let mut lines = Watching::start(&root, &["--ticket", "#1", "--after", before_all]);
    let line = lines.next();
    assert!(line.contains("  #1  ticket opened") && line.ends_with(", by ADA (ada)  \"The lamp\""), "{line}");
    assert!(lines.next().contains("  #1  assigned: bob  \"The lamp\""));
    let first: Value = serde_json::from_str(&json.next()).unwrap();
    assert_eq!((&first["kind"], &first["ticket"]["number"]), (&json!("ticket_opened"), &json!(1)));

    assert!(serving.stop().0);
    let serving: Serving = place.serve();
    open(&ada, "The chair");
    let second: Value = serde_json::from_str(&json.next()).unwrap();
    assert_eq!((&second["kind"], &second["ticket"]["number"]), (&json!("ticket_opened"), &json!(2)));
    json.log.wait_for_lines("Connected to ", 2);
    let after = first["id"].as_str().unwrap();
    let mut late = Watching::start(&root, &["--output", "json", "--kind", "ticket_opened", "--after", after]);
    assert_eq!(serde_json::from_str::<Value>(&late.next()).unwrap(), second);
    ada.run(&["ticket", "reply", "1", "-m", "And?"]).succeeds();
    assert!(lines.next().contains("  #1  request posted, by ADA (ada)"));
    let token = sign_in(&address, "admin");
    assert!(send(&address, "DELETE", "/api/v1/tickets/1", &token, "").starts_with("HTTP/1.1 204"));
    assert!(lines.next().contains("  a deleted ticket  ticket deleted"));
    assert!(serving.stop().0);
}

#[test]
fn a_watch_ends_when_its_key_is_revoked() {
    let serving = desk().serve();
    let address = serving.address();
    let root = person(&address, "admin", "superadmin");
    let mut watching = Watching::start(&root, &[]);
    let password =
        json!({"current_password": PASSWORD, "new_password": "another horse battery", "revoke_api_keys": true});
    let token = sign_in(&address, "admin");
    let changed = put(&address, "/api/v1/me/password", &token, &password.to_string());
    assert!(changed.starts_with("HTTP/1.1 204"), "{changed}");
    watching.log.wait_for("the API key was revoked");
    assert_eq!(watching.child.wait().unwrap().code(), Some(1));
    assert!(serving.stop().0);
}

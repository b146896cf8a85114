//! `deskhand watch`.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, ChildStdout};

use serde_json::{Value, json};

use super::support::{PASSWORD, desk, free_address, person, sign_in};
use crate::http::{put, send};
use crate::workplace::{Log, Serving, Workplace};

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

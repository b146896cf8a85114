use serde_json::json;

use super::routes::desk;
use crate::support::{Answer, Operation, Person, TestApp};

/// What is no value of a parameter, percent-encoded as it goes over the wire.
fn wrong_values(name: &str) -> &'static [&'static str] {
    match name {
        "limit" => &["", "0", "101", "-1", "1.5", "x", "1e1", "99999999999999999999", "%00", "١"],
        "bom" | "count" | "dry_run" | "names" | "passwords" => &["", "yes", "1", "TRUE", "null"],
        "inline" => &["", "yes", "2", "TRUE", "null"],
        "sort" => &["", "nonsense", "-nonsense", "CREATED_AT", "created_at%20desc", "created_at,number", "id;drop"],
        "fields" => {
            &["", "nonsense", "%20", ",", "ID", "id,nonsense", "id,", "messages", "password_hash", "%FF", "id%00", "*"]
        }
        "include" => {
            &["", "nonsense", "%20", ",", "MESSAGES", "messages,nonsense", "messages,", "%FF", "files%00", "*"]
        }
        "state" => &["", "nonsense", "%20", ",", "DEAD", "open", "dead,nonsense", "%FF", "dead%00", "*"],
        "status" | "priority" | "role" | "awaiting" => {
            &["", "nonsense", "%20", ",", "OPEN", "nonsense,open", "%FF", "open%00", "*"]
        }
        "kind" => &["", "nonsense", "%20", ",", "SIGNED_IN", "signed_in,nonsense", "%FF", "signed_in%00", "*"],
        "owner" | "person" => &["", "a%20b", "auto", "null", "me", ",", "root,admin", "%27--", "%FF", "ab"],
        "reporter" | "assignee" => &["", "a%20b", "auto", "null", ",", "carla,", "%27--", "%FF", "ab", "(select%201)"],
        "title" | "description" | "q" => &["", "%20", "a%00b", "%FF", "%0A", LONG],
        "created_after" | "created_before" | "updated_after" | "updated_before" => &[
            "",
            "yesterday",
            "2026-01-05",
            "2026-01-05T09:00:00",
            "2026-13-05T09:00:00Z",
            "2026-02-30T09:00:00Z",
            "1767603600",
        ],
        "from" | "to" => &[
            "",
            "yesterday",
            "2026-1-5",
            "2026-02-30",
            "-2026-01-05",
            "2026-01-05T09:00:00",
            "2026-13-05T09:00:00Z",
            "1767603600",
            "%00",
        ],
        "after" => &["", "x", "0", "null", "%00", "019b8d26328077ff8000000000000001", "me", LONG],
        "cursor" => &["", "x", "AAAA", "%00", "null", LONG],
        "rcpt" => &["", "x", "a@b@c", "%00@desk.example", "a@desk.example,", LONG],
        "mail_from" => &["%00", "a%0Ab", TOO_LONG],
        // Beside the token of the caller, none is right.
        "ticket" => &["", "x", "%00", LONG],
        other => panic!("write wrong values for the parameter {other}"),
    }
}

const LONG: &str = const {
    const BYTES: [u8; 300] = [b'q'; 300];
    match std::str::from_utf8(&BYTES) {
        Ok(text) => text,
        Err(_) => "",
    }
};

const TOO_LONG: &str = const {
    const BYTES: [u8; 600] = [b'q'; 600];
    match std::str::from_utf8(&BYTES) {
        Ok(text) => text,
        Err(_) => "",
    }
};

/// Of a file or a webhook.
const NO_ID: &str = "0190a8e2-5c1f-7cc3-98c4-dc0c0c07398f";

fn address(operation: &Operation) -> String {
    let path = operation.path.replace("{ticket}", "1").replace("{user}", "carla");
    format!("/{}", path.replace("{attachment}", NO_ID).replace("{webhook}", NO_ID).replace("{delivery}", NO_ID))
}

fn parameters(operation: &Operation) -> Vec<String> {
    let all = operation.says["parameters"].as_array().cloned().unwrap_or_default();
    let of_query = all.into_iter().filter(|parameter| parameter["in"] == "query");
    of_query.map(|parameter| parameter["name"].as_str().unwrap().to_owned()).collect()
}

/// Sends the operation with this query, and a body without any field where it takes one.
async fn ask(app: &TestApp, who: &Person, operation: &Operation, query: &str) -> Answer {
    let path = format!("{}?{query}", address(operation));
    let body = operation.says.get("requestBody").map(|_| json!({}));
    app.call(Some(who), operation.method.as_str(), &path, body.as_ref()).await
}

#[tokio::test]
async fn every_wrong_value_of_every_parameter_is_a_bad_request_that_names_it() {
    let (app, contract, root) = desk().await;
    for operation in contract.operations() {
        for name in parameters(&operation) {
            // An export has as many lines as are asked for.
            let is_export = operation.path.ends_with("/export/tickets");
            let wrong = wrong_values(&name).iter().filter(|value| !is_export || **value != "101");
            for value in wrong {
                let path = format!("{}?{name}={value}", address(&operation));
                let answer = ask(&app, &root, &operation, &format!("{name}={value}")).await;
                assert_eq!(answer.status, 400, "{path}: {}", answer.body);
                contract.check(&operation, &answer);
                if name == "cursor" {
                    answer.expect_problem(400, "bad-cursor");
                } else {
                    let problem = answer.expect_problem(400, "bad-query");
                    let errors = problem["errors"].as_array().unwrap();
                    assert_eq!(errors.len(), 1, "{path}");
                    assert_eq!(errors[0]["parameter"], name, "{path}");
                }
            }
        }
    }
    app.finish().await;
}

#[tokio::test]
async fn a_parameter_that_a_route_does_not_know_or_that_comes_twice_is_refused() {
    let (app, contract, root) = desk().await;
    for operation in contract.operations() {
        let known = parameters(&operation);
        for unknown in ["nonsense", "Limit", "offset", "page", "id", "limit%5B%5D", "expand", "%FF", "", "access_token"]
        {
            assert!(!known.iter().any(|name| name == unknown));
            let answer = ask(&app, &root, &operation, &format!("{unknown}=1")).await;
            assert_eq!(answer.status, 400, "{} {}?{unknown}=1: {}", operation.method, operation.path, answer.body);
            let problem = answer.expect_problem(400, "bad-query");
            assert_eq!(problem["errors"][0]["code"], "unknown", "{problem}");
            contract.check(&operation, &answer);
        }
        for name in known {
            let answer = ask(&app, &root, &operation, &format!("{name}=1&{name}=1")).await;
            let problem = answer.expect_problem(400, "bad-query");
            let errors = problem["errors"].as_array().unwrap();
            assert!(errors.iter().any(|error| error["parameter"] == name), "{name}: {problem}");
        }
    }
    app.finish().await;
}

#[tokio::test]
async fn a_cursor_is_good_only_for_the_list_that_gave_it_out() {
    let (app, _, root) = desk().await;
    for number in 2..5 {
        app.open_ticket(&root, &format!("Number {number}")).await;
    }
    let first = app.get(&root, "/tickets?limit=1&status=open").await.expect(200);
    let cursor = first["page"]["next_cursor"].as_str().unwrap();

    app.get(&root, &format!("/tickets?limit=2&status=open&cursor={cursor}")).await.expect(200);
    for other in [
        format!("/tickets?cursor={cursor}"),
        format!("/tickets?status=closed&cursor={cursor}"),
        format!("/tickets?status=open&sort=number&cursor={cursor}"),
        format!("/tickets?status=open&q=x&cursor={cursor}"),
        format!("/users?cursor={cursor}"),
        format!("/users/carla/tickets?status=open&cursor={cursor}"),
        format!("/tickets/1/messages?cursor={cursor}"),
        format!("/tickets?status=open&cursor={cursor}A"),
        format!("/tickets?status=open&cursor={}", cursor.to_lowercase()),
    ] {
        assert_ne!(cursor, cursor.to_lowercase());
        app.get(&root, &other).await.expect_problem(400, "bad-cursor");
    }
    app.finish().await;
}

#[tokio::test]
async fn text_that_means_something_to_a_database_is_only_text() {
    let (app, _, root) = desk().await;
    for title in ["100% done", "under_score", "back\\slash", "quote's", "semi;colon", "star*", "[bracket]"] {
        app.open_ticket(&root, title).await;
    }
    for (search, found) in [
        ("%25", 1),
        ("_", 1),
        ("%5C", 1),
        ("%27", 1),
        (";", 1),
        ("*", 1),
        ("[", 1),
        ("%25%25", 0),
        ("__", 0),
        ("%27%20OR%201=1--", 0),
        ("%27%3B%20DROP%20TABLE%20tickets%3B--", 0),
        ("%24%7Bx%7D", 0),
    ] {
        let list = app.get(&root, &format!("/tickets?title={search}&count=true")).await.expect(200);
        assert_eq!(list["page"]["total"], found, "{search}");
    }
    app.finish().await;
}

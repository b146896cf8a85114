//! The last value that is good, and the first that is not.

use serde_json::{Value, json};

use super::routes::desk;
use crate::support::{Person, TestApp};

async fn account_with(app: &TestApp, root: &Person, number: usize, field: &str, value: &str) -> u16 {
    let mut body = TestApp::account(&format!("person-{number}"), "customer");
    body[field] = json!(value);
    app.post(root, "/users", body).await.status
}

#[tokio::test]
async fn the_limits_of_an_account_are_where_the_rules_say() {
    let (app, _, root) = desk().await;
    let address = |local: usize, domain: usize| format!("{}@{}.example", "l".repeat(local), "d".repeat(domain));
    let labels =
        |last: usize| format!("{}@{}.{}.{}.example", "l".repeat(64), "a".repeat(63), "b".repeat(63), "c".repeat(last));
    let tests = [
        ("name", "n".to_owned(), 201),
        ("name", "\u{1F469}".repeat(100), 201),
        ("name", "n".repeat(101), 422),
        ("username", "abc".to_owned(), 201),
        ("username", "ab".to_owned(), 422),
        ("username", "u".repeat(32), 201),
        ("username", "u".repeat(33), 422),
        ("email", address(64, 63), 201),
        ("email", address(65, 10), 422),
        ("email", address(10, 64), 422),
        ("email", labels(53), 201),
        ("email", labels(54), 422),
        ("password", "kq7vzt3".to_owned(), 422),
        ("password", "kq7vzt3w".to_owned(), 201),
        ("password", format!("{:p<1024}", "a green umbrella and a boat by the sea "), 201),
        ("password", format!("{:p<1025}", "a green umbrella and a boat by the sea "), 422),
        ("phone", "+1".to_owned(), 422),
        ("phone", "+12".to_owned(), 201),
        ("phone", "+123456789012345".to_owned(), 201),
        ("phone", "+1234567890123456".to_owned(), 422),
    ];
    for (number, (field, value, expected)) in tests.iter().enumerate() {
        assert_eq!(account_with(&app, &root, number, field, value).await, *expected, "{field}: {value}");
    }
    app.finish().await;
}

#[tokio::test]
async fn the_limits_of_tickets_and_messages_are_where_the_rules_say() {
    let (app, _, root) = desk().await;
    let wide = |count: usize| "\u{1F4A9}".repeat(count);
    for (field, length, expected) in [
        ("title", 1, 201),
        ("title", 200, 201),
        ("title", 201, 422),
        ("description", 1, 201),
        ("description", 65_536, 201),
        ("description", 65_537, 422),
    ] {
        let mut body = json!({"title": "T", "description": "D"});
        body[field] = json!(wide(length));
        let answer = app.post(&root, "/tickets", body).await;
        assert_eq!(answer.status, expected, "{field} of {length}");
        if expected == 201 {
            assert_eq!(answer.json()[field], json!(wide(length)));
        }
    }
    for (length, expected) in [(65_536, 201), (65_537, 422)] {
        let answer = app.post(&root, "/tickets/1/messages", json!({"body": wide(length)})).await;
        assert_eq!(answer.status, expected, "a message of {length}");
    }
    app.finish().await;
}

#[tokio::test]
async fn the_limits_of_numbers_are_where_the_rules_say() {
    let (app, _, root) = desk().await;
    for (capacity, expected) in
        [(json!(0), 200), (json!(10_000), 200), (Value::Null, 200), (json!(10_001), 422), (json!(-1), 422)]
    {
        let answer = app.patch(&root, "/users/bob", json!({"capacity": capacity})).await;
        assert_eq!(answer.status, expected, "capacity {capacity}");
        let kept = app.get(&root, "/users/bob").await.expect(200);
        assert_eq!(expected == 200, kept["capacity"] == capacity, "{kept}");
    }
    for (limit, expected) in [(1, 200), (100, 200), (0, 400), (101, 400)] {
        for list in ["/tickets", "/users", "/tickets/1/messages", "/tickets/1/history", "/users/carla/tickets"] {
            let answer = app.get(&root, &format!("{list}?limit={limit}")).await;
            assert_eq!(answer.status, expected, "{list} with {limit}");
        }
    }
    for (length, expected) in [(200, 200), (201, 400)] {
        let answer = app.get(&root, &format!("/tickets?q={}", "q".repeat(length))).await;
        assert_eq!(answer.status, expected, "a search for {length} characters");
    }
    app.finish().await;
}

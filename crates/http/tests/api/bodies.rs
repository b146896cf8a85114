//! Every field of every body, with everything that can be wrong with it.

use serde_json::{Value, json};

use crate::support::{PASSWORD, Service, SignedIn};

/// A service with the ticket 1 of the customer carla, and the engineer emil.
async fn desk() -> (Service, SignedIn) {
    let service = Service::new().await;
    service.engineer("emil").await;
    let carla = service.customer("carla").await;
    service.ticket(&carla, "Printer").await;
    let root = service.root().await;
    (service, root)
}

/// A body that each endpoint accepts.
fn bodies() -> Vec<(&'static str, &'static str, Value)> {
    let account = json!({
        "name": "Ada", "username": "ada", "email": "ada@example.com", "password": PASSWORD, "role": "customer",
        "phone": "+49 (30) 123-456",
    });
    let ticket = json!({"title": "T", "description": "D", "priority": "high", "follow_up_of": 1});
    let change = json!({"title": "T", "description": "D", "priority": "high", "status": "open", "assignee": null});
    let person = json!({
        "name": "Emil", "role": "engineer", "status": "approved", "availability": "away", "capacity": 3,
    });
    vec![
        ("POST", "/auth/signup", account.clone()),
        ("POST", "/users", account),
        ("POST", "/auth/signin", json!({"login": "root", "password": PASSWORD})),
        ("POST", "/auth/refresh", json!({"refresh_token": "secret"})),
        ("POST", "/auth/signout", json!({"refresh_token": "secret"})),
        ("POST", "/auth/email/verify", json!({"token": "secret"})),
        ("POST", "/auth/email/resend", json!({"email": "root@example.com"})),
        ("POST", "/auth/password/forgot", json!({"email": "root@example.com"})),
        ("POST", "/auth/password/reset", json!({"token": "secret", "password": PASSWORD})),
        (
            "PATCH",
            "/me",
            json!({"name": "Root", "email": "root@example.org", "phone": "+4930123456", "availability": "away"}),
        ),
        ("PATCH", "/users/emil", person),
        ("POST", "/tickets", ticket),
        ("PATCH", "/tickets/1", change),
        ("POST", "/tickets/1/messages", json!({"body": "Hello", "kind": "note"})),
    ]
}

/// Each body with one field replaced, or left out where there is no value.
async fn try_each(values: impl Fn(&str, &str) -> Option<(Option<Value>, &'static str)>) {
    let (service, root) = desk().await;
    for (method, path, good) in bodies() {
        for field in good.as_object().unwrap().keys() {
            let Some((value, code)) = values(path, field) else { continue };
            let mut body = good.clone();
            match value {
                Some(value) => body[field] = value,
                None => drop(body.as_object_mut().unwrap().remove(field)),
            }
            let answer = service.call(method, path).by(&root).json(&body).send().await;
            answer.problem(422, "invalid-fields");
            assert_eq!(answer.errors(), [format!("/{field} {code}")], "{method} {path}");
        }
    }
}

/// The limit of a text, if the field is one that has a limit.
fn limit(field: &str) -> Option<usize> {
    match field {
        "name" => Some(100),
        "username" => Some(32),
        "email" | "login" => Some(254),
        "password" => Some(1024),
        "title" => Some(200),
        "description" | "body" => Some(65_536),
        "refresh_token" | "token" => Some(512),
        _ => None,
    }
}

#[actix_web::test]
async fn a_required_field_that_is_missing_is_named() {
    try_each(|path, field| {
        let optional = matches!(field, "role" | "phone" | "priority" | "follow_up_of" | "kind");
        let patched = ["/me", "/users/emil", "/tickets/1"].contains(&path);
        // A user who is created without a password is invited to choose one.
        let optional = optional || (path, field) == ("/users", "password");
        (!optional && !patched).then_some((None, "required"))
    })
    .await;
}

#[actix_web::test]
async fn null_is_no_value_where_nothing_can_be_cleared() {
    try_each(|path, field| match (path, field) {
        (_, "phone" | "assignee" | "capacity") => None,
        ("/me" | "/users/emil" | "/tickets/1", _) => Some((Some(Value::Null), "null")),
        (_, "role" | "priority" | "follow_up_of" | "kind") | ("/users", "password") => None,
        _ => Some((Some(Value::Null), "required")),
    })
    .await;
}

#[actix_web::test]
async fn a_field_of_the_wrong_type_is_named() {
    for value in [json!(["x"]), json!({"x": 1}), json!(true), json!(1.5)] {
        try_each(|_, field| match field {
            "follow_up_of" => Some((Some(value.clone()), "format")),
            _ => Some((Some(value.clone()), "type")),
        })
        .await;
    }
}

#[actix_web::test]
async fn an_empty_text_is_no_value() {
    try_each(|_, field| match field {
        "capacity" => Some((Some(json!("")), "type")),
        "role" | "priority" | "status" | "availability" | "kind" | "follow_up_of" => Some((Some(json!("")), "format")),
        _ => Some((Some(json!("")), "empty")),
    })
    .await;
    try_each(|_, field| match field {
        "title" | "description" | "body" | "name" | "login" => Some((Some(json!(" \t\n ")), "empty")),
        _ => None,
    })
    .await;
}

#[actix_web::test]
async fn a_text_over_its_limit_is_named() {
    try_each(|_, field| limit(field).map(|limit| (Some(json!("x".repeat(limit + 1))), "too_long"))).await;
}

#[actix_web::test]
async fn control_characters_are_no_text() {
    for control in ["\u{0}", "\u{1b}", "\u{7f}"] {
        try_each(|_, field| match field {
            "name" | "username" | "email" | "title" | "phone" | "assignee" => {
                Some((Some(json!(format!("a{control}bcd"))), "control_character"))
            }
            _ => None,
        })
        .await;
    }
    try_each(|path, field| match (path, field) {
        ("/auth/signup" | "/users", "password") => Some((Some(json!("12345678\u{0}")), "control_character")),
        (_, "title" | "name") => Some((Some(json!("a\u{202e}b")), "control_character")),
        _ => None,
    })
    .await;
    try_each(|_, field| match field {
        "title" | "name" => Some((Some(json!("a\u{2028}b")), "control_character")),
        _ => None,
    })
    .await;
    try_each(|_, field| match field {
        "title" | "description" | "body" | "name" => Some((Some(json!("\u{200b}\u{3164}")), "empty")),
        _ => None,
    })
    .await;
}

#[actix_web::test]
async fn a_word_that_is_none_of_the_known_is_named() {
    try_each(|_, field| match field {
        "role" | "priority" | "status" | "availability" | "kind" => Some((Some(json!("nonsense")), "format")),
        "email" | "phone" => Some((Some(json!("nonsense")), "format")),
        "username" => Some((Some(json!("no way")), "format")),
        "assignee" => Some((Some(json!("none")), "reserved")),
        "follow_up_of" => Some((Some(json!("-1")), "format")),
        "capacity" => Some((Some(json!(-1)), "out_of_range")),
        _ => None,
    })
    .await;
}

#[actix_web::test]
async fn a_field_that_nobody_knows_is_refused() {
    let (service, root) = desk().await;
    for (method, path, good) in bodies() {
        for unknown in ["id", "is_admin", "version", "email_verified", "open_tickets", "dry_run", "a/b~c", ""] {
            let mut body = good.clone();
            body[unknown] = json!("x");
            let answer = service.call(method, path).by(&root).json(&body).send().await;
            answer.problem(422, "invalid-fields");
            let pointer = if unknown.is_empty() {
                String::new()
            } else {
                format!("/{}", unknown.replace('~', "~0").replace("a/", "a~1"))
            };
            assert_eq!(answer.errors(), [format!("{pointer} unknown")], "{method} {path}");
        }
    }
    let answer = service.patch("/me", &json!({"status": "approved", "role": "admin"})).by(&root).send().await;
    assert_eq!(answer.errors(), ["/role unknown", "/status unknown"]);
}

#[actix_web::test]
async fn everything_that_is_wrong_is_named_at_once() {
    let service = Service::new().await;
    let body = json!({
        "name": "", "username": 5, "email": ["a@example.com", "b@example.com"], "role": "boss", "phone": "12",
        "admin": true,
    });

    let answer = service.post("/auth/signup", &body).send().await;

    answer.problem(422, "invalid-fields");
    let expected = [
        "/admin unknown",
        "/email type",
        "/name empty",
        "/password required",
        "/phone format",
        "/role format",
        "/username type",
    ];
    assert_eq!(answer.errors(), expected);
}

#[actix_web::test]
async fn a_mistyped_secret_is_not_repeated() {
    let service = Service::new().await;

    let answer = service.post("/auth/signin", &json!({"login": "root", "password": ["hunter2"]})).send().await;

    assert!(!answer.text().contains("hunter2"), "{}", answer.text());
}

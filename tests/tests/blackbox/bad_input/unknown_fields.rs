use serde_json::{Value, json};

use super::routes::{desk, routes};

/// Fields that a client must not be able to set.
const HOPED_FOR: &[&str] = &[
    "id",
    "role",
    "status",
    "version",
    "is_admin",
    "admin",
    "assignee",
    "reporter",
    "number",
    "email_verified",
    "email_verified_at",
    "created_at",
    "updated_at",
    "open_tickets",
    "tickets_count",
    "reopen_count",
    "taken_at",
    "allowed_actions",
    "password_hash",
    "capacity",
    "availability",
    "scopes",
    "dry_run",
    "__proto__",
    "constructor",
    "Name",
    "TITLE",
    "a/b~c",
    "a.b",
    "$where",
    " ",
    "ünïcödé",
];

#[tokio::test]
async fn a_field_that_a_route_does_not_know_is_refused_and_nothing_is_written() {
    let (app, contract, superadmin) = desk().await;
    for route in routes() {
        let before = app.everything(&superadmin).await;
        for name in HOPED_FOR.iter().filter(|name| !route.fields.iter().any(|(known, ..)| known == *name)) {
            for value in [json!("admin"), json!(true), Value::Null] {
                let mut body = route.good.clone();
                body[*name] = value;
                let answer = app.call(Some(&superadmin), route.method, &route.address(), Some(&body)).await;
                let problem = answer.expect_problem(422, "invalid-fields");
                let pointer = format!("/{}", name.replace('~', "~0").replace('/', "~1"));
                let errors = problem["errors"].as_array().unwrap();
                assert_eq!(errors.len(), 1, "{} {}: {problem}", route.method, route.path);
                assert_eq!((&errors[0]["pointer"], &errors[0]["code"]), (&json!(pointer), &json!("unknown")));
                contract.check(&contract.operation(route.method, route.path), &answer);
            }
        }
        assert_eq!(app.everything(&superadmin).await, before, "{} {} wrote", route.method, route.path);
    }
    app.finish().await;
}

#[tokio::test]
async fn a_thousand_unknown_fields_are_answered_with_a_handful_of_reasons() {
    let (app, _, superadmin) = desk().await;
    for route in routes() {
        let mut body = route.good.clone();
        for index in 0..1000 {
            body[format!("unknown-{index}")] = json!(1);
        }
        let answer = app.call(Some(&superadmin), route.method, &route.address(), Some(&body)).await;
        let problem = answer.expect_problem(422, "invalid-fields");
        let named = problem["errors"].as_array().unwrap().len();
        assert!((1..=50).contains(&named), "{named}");
    }
    app.finish().await;
}

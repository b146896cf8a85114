use std::collections::BTreeSet;

use deskhand_http::ROUTES;
use deskhand_http_core::routing::Access;
use serde_json::{Value, json};
use time::Duration;

use super::cast::WalkPeople;
use super::rows::{ROWS, Row, WHERE_ENGINEERS_SEE_EVERYTHING};
use crate::support::{Contract, Person, TestApp};

type Routes = BTreeSet<(String, String)>;

#[tokio::test]
async fn every_route_of_the_document_stands_in_the_access_table_and_in_the_table_of_this_test() {
    let app = TestApp::start().await;
    let operations = Contract::of(&app).await.operations();
    let routes: Routes = operations.iter().map(|one| (one.method.to_string(), one.path.clone())).collect();
    let rules: Routes = ROUTES.iter().map(|rule| (rule.method.to_owned(), rule.path.to_owned())).collect();
    let rows: Routes = ROWS.iter().map(|row| (row.method.to_owned(), row.route.to_owned())).collect();

    assert_eq!(routes, rules);
    assert_eq!(routes, rows, "write rows for the new routes into rows.rs");
    assert_eq!(ROUTES.len(), rules.len(), "a rule stands twice");
    for rule in ROUTES {
        let open = ROWS.iter().any(|row| (row.method, row.route) == (rule.method, rule.path) && row.expected[0] != 401);
        assert_eq!(open, rule.access == Access::Public, "{rule:?}");
    }
    app.finish().await;
}

#[tokio::test]
async fn every_route_answers_every_kind_of_caller_as_the_table_says() {
    let app = TestApp::start().await;
    walk(&app, ROWS).await;
    app.finish().await;
}

#[tokio::test]
async fn where_engineers_see_every_ticket_they_still_change_only_their_own() {
    let app = TestApp::with("workflow.engineer_scope", "all").start().await;
    walk(&app, WHERE_ENGINEERS_SEE_EVERYTHING).await;
    app.finish().await;
}

async fn walk(app: &TestApp, rows: &[Row]) {
    let contract = Contract::of(app).await;
    let mut cast = WalkPeople::assemble(app).await;
    let mut faults = Vec::new();
    for row in rows {
        let operation = contract.operation(row.method, row.route);
        let takes_body = operation.says["requestBody"].is_object();
        assert!(row.body.is_empty() || takes_body, "the document names no body for {} {}", row.method, row.route);
        let mut request = None;
        for (column, caller) in cast.columns().iter().enumerate() {
            // What was refused has changed nothing, so the next one can ask for the same.
            let (path, body) = match request.take() {
                Some(same) if !row.of.contains("{me}") => same,
                _ => request_of(app, &mut cast, row, caller.as_ref()).await,
            };
            let answer = app.call(caller.as_ref(), row.method, &path, body.as_ref()).await;
            if answer.status == row.expected[column] {
                contract.check(&operation, &answer);
            } else {
                let who = caller.as_ref().map_or("nobody", |caller| &caller.username);
                faults.push(format!(
                    "{} {path} {} by {who}: {} instead of {}",
                    row.method, row.body, answer.status, row.expected[column]
                ));
            }
            request = (answer.status >= 400 || row.method == "GET").then_some((path, body));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

pub(super) async fn request_of(
    app: &TestApp,
    cast: &mut WalkPeople,
    row: &Row,
    caller: Option<&Person>,
) -> (String, Option<Value>) {
    let of = cast.fill(app, caller, row.of).await;
    let body = cast.fill(app, caller, row.body).await;
    let route = row.route.replace("{ticket}/attachments/{attachment}", &of).replace("{link}", &of);
    let route = route.replace("{ticket}/followers/{user}", &of);
    let route =
        route.replace("{webhook}/deliveries/{delivery}", &format!("{of}/deliveries/{of}")).replace("{webhook}", &of);
    let route = route.replace("{ticket}/messages/{message}", &of).replace("{user}", &of).replace("{ticket}", &of);
    let path = route.replace("{key}", &of).replace("{session}", &of).replace("{mail}", &of).replace("{incoming}", &of);
    (format!("/{path}"), (!body.is_empty()).then(|| serde_json::from_str(&body).unwrap()))
}

#[tokio::test]
async fn a_token_that_is_no_good_any_more_opens_no_door() {
    let app = TestApp::start().await;
    let mut cast = WalkPeople::assemble(&app).await;
    let mut dead = vec![Person { token: "garbage".to_owned(), ..cast.owner.clone() }];
    let long_signed_in = app.customer("lothar").await;
    app.wait(Duration::minutes(15));
    let suspended = app.admin("susan").await;
    let undecided = app.engineer("ulla").await;
    let gone = app.engineer("gustav").await;
    let out = app.customer("otto").await;
    cast.superadmin = app.superadmin().await;
    cast.owner = app.sign_in("olive").await;
    app.patch(&cast.superadmin, "/users/susan", json!({"status": "suspended"})).await.expect(200);
    app.patch(&cast.superadmin, "/users/ulla", json!({"status": "pending"})).await.expect(200);
    app.delete(&cast.superadmin, "/users/gustav").await.expect(204);
    app.post_anonymously("/auth/signout", json!({"refresh_token": out.refresh_token})).await.expect(204);
    dead.extend([long_signed_in, suspended, undecided, gone, out]);

    for row in ROWS.iter().filter(|row| row.expected[0] == 401) {
        let (path, body) = request_of(&app, &mut cast, row, None).await;
        for caller in &dead {
            let answer = app.call(Some(caller), row.method, &path, body.as_ref()).await;
            answer.expect_problem(401, "unauthenticated");
            assert_eq!(answer.header("www-authenticate"), "Bearer");
        }
    }
    for row in ROWS.iter().filter(|row| row.expected[0] != 401) {
        let (path, body) = request_of(&app, &mut cast, row, None).await;
        let answer = app.call(dead.first(), row.method, &path, body.as_ref()).await;
        assert_eq!(answer.status, row.expected[0], "{} {}: {}", row.method, row.route, answer.body);
    }
    app.finish().await;
}

use reqwest::Method;
use serde_json::json;
use tokio::task::JoinSet;

use crate::support::{Answer, Contract, Operation, Person, TestApp};

async fn retitle_if(app: &TestApp, who: &Person, title: &str, known: &str) -> Answer {
    let request = app.request(Method::PATCH, "/tickets/1").bearer_auth(&who.token).header("if-match", known);
    app.send(request.json(&json!({"title": title}))).await
}

#[tokio::test]
async fn a_stale_etag_changes_nothing_and_the_present_one_does() {
    let app = TestApp::start().await;
    let (ada, admin) = (app.customer("ada").await, app.superadmin().await);
    let ticket = app.open_ticket(&ada, "One").await;
    let first = app.get(&ada, "/tickets/1").await.header("etag");
    let changed = retitle_if(&app, &ada, "Two", &first).await;
    assert_eq!(changed.expect(200)["title"], "Two");
    let second = changed.header("etag");
    assert_ne!(first, second);

    let weak = format!("W/{second}");
    for stale in [first.as_str(), "\"99\"", "\"0\"", "\"other\"", weak.as_str()] {
        retitle_if(&app, &ada, "Three", stale).await.expect_problem(412, "stale");
        retitle_if(&app, &ada, "Two", stale).await.expect_problem(412, "stale");
    }
    retitle_if(&app, &ada, "Three", "3").await.expect_problem(400, "bad-request");
    assert_eq!(app.ticket(&ada, &ticket).await["title"], "Two");
    let stranger = app.customer("ben").await;
    retitle_if(&app, &stranger, "Three", "\"99\"").await.expect_problem(404, "not-found");
    assert_eq!(retitle_if(&app, &ada, "Three", "*").await.expect(200)["version"], 3);

    // For staff a note is a change too; the reporter does not learn of it.
    app.note(&admin, &ticket, "Look at this").await.expect(201);
    retitle_if(&app, &admin, "Four", "\"3\"").await.expect_problem(412, "stale");
    retitle_if(&app, &ada, "Four", "\"3\"").await.expect(200);
    let delete = |known: &str| {
        let request = app.request(Method::DELETE, "/tickets/1").bearer_auth(&admin.token);
        app.send(request.header("if-match", known))
    };
    delete("\"3\"").await.expect_problem(412, "stale");
    app.ticket(&ada, &ticket).await;
    delete("\"5\"").await.expect(204);
    app.get(&ada, "/tickets/1").await.expect_problem(404, "not-found");
    app.finish().await;
}

#[tokio::test]
async fn of_fifty_changes_of_the_same_version_one_is_made() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;
    let ticket = app.open_ticket(&ada, "Start").await;
    let mut changes = JoinSet::new();
    for i in 0..50 {
        let request = app.request(Method::PATCH, "/tickets/1").bearer_auth(&ada.token).header("if-match", "\"1\"");
        let request = request.json(&json!({"title": format!("Change {i}")}));
        changes.spawn(async move { Answer::read(request.send().await.unwrap()).await });
    }
    let answers = changes.join_all().await;
    let (made, refused): (Vec<_>, Vec<_>) = answers.iter().partition(|answer| answer.status == 200);
    assert_eq!(made.len(), 1);
    assert_eq!(refused.len(), 49);
    for answer in refused {
        answer.expect_problem(412, "stale");
    }
    let now = app.ticket(&ada, &ticket).await;
    assert_eq!((&now["version"], &now["title"]), (&json!(2), &made[0].json()["title"]));
    let titles = app.history(&ada, &ticket).await.iter().filter(|line| line.starts_with("title_changed")).count();
    assert_eq!(titles, 1);
    app.finish().await;
}

#[tokio::test]
async fn what_takes_if_match_by_the_document_refuses_another_version() {
    let app = TestApp::start().await;
    let (ada, root) = (app.customer("ada").await, app.superadmin().await);
    app.open_ticket(&ada, "One").await;
    let takes_if_match = |operation: &Operation| {
        let parameters = operation.says["parameters"].as_array();
        parameters.is_some_and(|parameters| parameters.iter().any(|one| one["name"] == "If-Match"))
    };
    let operations = Contract::of(&app).await.operations();
    let operations: Vec<_> = operations.into_iter().filter(takes_if_match).collect();
    assert_eq!(operations.len(), 5, "changes of tickets, people and oneself, and two deletions");
    for Operation { method, path, .. } in operations {
        let place = path.replace("/api/v1", "").replace("{ticket}", "1").replace("{user}", "ada");
        let words = if path.contains("{ticket}") { json!({"title": "Two"}) } else { json!({"name": "Two"}) };
        let request = app.request(method.clone(), &place).bearer_auth(&root.token).header("if-match", "\"99\"");
        let request = if method == Method::PATCH { request.json(&words) } else { request };
        let answer = app.send(request).await;
        assert_eq!(answer.status, 412, "{method} {path}: {}", answer.body);
    }
    app.finish().await;
}

//! One change for several tickets: `POST /tickets/bulk`.

use reqwest::Method;
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::support::{Answer, Contract, Person, TestApp};

const BULK: &str = "/tickets/bulk";

/// The tickets 1 to 4: the second one is answered, the fourth one belongs to another customer and is taken by no engineer.
async fn desk() -> (TestApp, Person, Person, Person) {
    let app = TestApp::start().await;
    let (admin, ada, grace) = (app.superadmin().await, app.customer("ada").await, app.engineer("grace").await);
    let mut tickets = Vec::new();
    for title in ["Printer", "Scanner", "Door"] {
        tickets.push(app.open_ticket(&ada, title).await);
    }
    app.say(&grace, &tickets[1], "Have you tried?").await.expect(201);
    let ben = app.customer("ben").await;
    app.open_ticket(&ben, "Window").await;
    app.patch(&admin, "/tickets/4", json!({"assignee": null})).await.expect(200);
    (app, admin, ada, grace)
}

async fn send(app: &TestApp, who: &Person, key: &str, body: &Value) -> Answer {
    let request = app.request(Method::POST, BULK).bearer_auth(&who.token).header("idempotency-key", key);
    app.send(request.json(body)).await
}

/// The status of each result.
fn statuses(answer: &Value) -> Vec<u64> {
    answer["results"].as_array().unwrap().iter().map(|result| result["status"].as_u64().unwrap()).collect()
}

#[tokio::test]
async fn each_ticket_has_its_result_in_the_order_of_the_request() {
    let (app, _, ada, grace) = desk().await;
    let contract = Contract::of(&app).await;
    let id = app.get(&ada, "/tickets/2").await.expect(200)["id"].clone();
    let body = json!({"tickets": [4, 3, id, "1", 99], "change": {"status": "resolved", "priority": "high"}});
    let answer = app.post(&grace, BULK, body).await;
    contract.check(&contract.operation("POST", "/api/v1/tickets/bulk"), &answer);
    let results = answer.expect(200)["results"].clone();
    assert_eq!(statuses(&answer.json()), [404, 409, 200, 409, 404]);
    let named: Vec<_> = results.as_array().unwrap().iter().map(|result| &result["ticket"]).collect();
    assert_eq!(named, [&json!(4), &json!(3), &id, &json!(1), &json!(99)]);
    let now = app.get(&grace, "/tickets/2").await.expect(200);
    assert_eq!((&now["status"], &now["priority"]), (&json!("resolved"), &json!("high")));
    assert_eq!(results[2], json!({"ticket": id, "status": 200, "version": now["version"]}));
    let single = app.patch(&grace, "/tickets/1", json!({"status": "resolved", "priority": "high"})).await;
    let mut expected = single.expect_problem(409, "response-required");
    expected["request_id"] = json!(answer.header("x-request-id"));
    assert_eq!(results[3]["problem"], expected, "the problem is that of the single call");
    assert_eq!(
        app.get(&grace, "/tickets/1").await.expect(200)["priority"],
        "low",
        "all of a ticket changes, or nothing"
    );
    app.finish().await;
}

#[tokio::test]
async fn every_change_has_the_rights_of_its_single_call() {
    let (app, admin, ada, grace) = desk().await;
    for (who, change, expected) in [
        (&grace, json!({"take": true}), [200, 200, 404]),
        (&ada, json!({"take": true}), [403, 403, 404]),
        (&grace, json!({"assignee": "grace"}), [403, 403, 404]),
        (&admin, json!({"assignee": "grace"}), [200, 200, 200]),
        (&admin, json!({"assignee": null}), [200, 200, 200]),
        (&admin, json!({"assignee": "auto", "priority": "urgent"}), [200, 200, 200]),
        (&admin, json!({"assignee": "ada"}), [422, 422, 422]),
        (&ada, json!({"muted": true}), [200, 200, 404]),
        (&ada, json!({"status": "canceled"}), [200, 200, 404]),
    ] {
        let answer = app.post(who, BULK, json!({"tickets": [1, 3, 4], "change": change})).await.expect(200);
        assert_eq!(statuses(&answer), expected, "{change}: {answer}");
    }
    let one = app.get(&ada, "/tickets/1").await.expect(200);
    assert_eq!((&one["muted"], &one["status"], &one["priority"]), (&json!(true), &json!("canceled"), &json!("urgent")));
    app.finish().await;
}

#[tokio::test]
async fn what_is_wrong_within_the_change_is_named_by_its_place() {
    let (app, _, _, grace) = desk().await;
    let change = json!({"status": "gone", "priority": 7, "mute": true, "assignee": "a b"});
    let problem = app.post(&grace, BULK, json!({"tickets": [1], "change": change})).await;
    let problem = problem.expect_problem(422, "invalid-fields");
    let errors = problem["errors"].as_array().unwrap();
    let faults: Vec<_> =
        errors.iter().map(|error| (error["pointer"].as_str().unwrap(), error["code"].as_str().unwrap())).collect();
    let expected = [
        ("/change/assignee", "format"),
        ("/change/mute", "unknown"),
        ("/change/priority", "type"),
        ("/change/status", "format"),
    ];
    assert_eq!(faults, expected);
    app.finish().await;
}

#[tokio::test]
async fn a_request_sent_again_is_answered_the_same_and_changes_nothing_more() {
    let (app, admin, _, grace) = desk().await;
    let body = json!({"tickets": [1, 99, 2], "change": {"status": "resolved"}});
    let first = send(&app, &grace, "k", &body).await;
    assert_eq!(statuses(&first.expect(200)), [409, 404, 200]);
    app.patch(&admin, "/tickets/2", json!({"status": "open"})).await.expect(200);
    app.say(&grace, &json!({"number": 1}), "Have you tried?").await.expect(201);
    let again = send(&app, &grace, "k", &body).await;
    again.expect(200);
    assert_eq!((&again.body, &*again.header("idempotency-replayed")), (&first.body, "true"));
    assert_eq!(first.header("idempotency-replayed"), "");
    for ticket in ["/tickets/1", "/tickets/2"] {
        assert_eq!(app.get(&grace, ticket).await.expect(200)["status"], "open", "{ticket}");
    }
    let other = json!({"tickets": [2], "change": {"status": "blocked"}});
    send(&app, &grace, "k", &other).await.expect_problem(422, "idempotency-key-reused");
    send(&app, &grace, "k2", &json!({"tickets": [], "change": {"take": true}})).await.expect(422);
    assert_eq!(statuses(&send(&app, &grace, "k2", &other).await.expect(200)), [200], "a refusal uses up no key");
    app.finish().await;
}

#[tokio::test]
async fn a_request_sent_thirty_times_at_once_changes_each_ticket_once() {
    let (app, _, _, grace) = desk().await;
    let body = json!({"tickets": [1, 2, 3], "change": {"priority": "urgent"}});
    let mut under_way = JoinSet::new();
    for _ in 0..30 {
        let request = app.request(Method::POST, BULK).bearer_auth(&grace.token).header("idempotency-key", "k");
        let request = request.json(&body);
        under_way.spawn(async move { Answer::read(request.send().await.unwrap()).await });
    }
    let answers = under_way.join_all().await;
    let done: Vec<_> = answers.iter().filter(|answer| answer.status == 200).collect();
    assert_eq!(done.iter().filter(|answer| answer.header("idempotency-replayed").is_empty()).count(), 1);
    for answer in &answers {
        match answer.status {
            200 => assert_eq!(answer.body, done[0].body),
            _ => drop(answer.expect_problem(409, "idempotency-in-flight")),
        }
    }
    for number in 1..=3 {
        let history = app.history(&grace, &json!({"number": number})).await;
        let changes = history.iter().filter(|line| line.starts_with("priority_changed")).count();
        assert_eq!(changes, 1, "{history:?}");
    }
    app.finish().await;
}

#[tokio::test]
async fn a_dry_run_says_what_each_change_would_do_and_changes_nothing() {
    let (mut app, admin, _, grace) = desk().await;
    let contract = Contract::of(&app).await;
    app.mails().await;
    let before = app.everything(&admin).await;
    let body = json!({"tickets": [1, 2, 99], "change": {"status": "resolved"}});
    let request = app.request(Method::POST, "/tickets/bulk?dry_run=true").bearer_auth(&grace.token);
    let answer = app.send(request.header("idempotency-key", "k").json(&body)).await;
    contract.check(&contract.operation("POST", "/api/v1/tickets/bulk"), &answer);
    let planned = answer.expect(200);
    assert_eq!((&planned["dry_run"], statuses(&planned)), (&json!(true), vec![409, 200, 404]));
    assert_eq!(planned["results"][1]["plan"]["ticket"]["status"], "resolved");
    assert_eq!(planned["results"][1]["plan"]["events"][0]["after"], "resolved");
    assert_eq!(app.everything(&admin).await, before);
    assert!(app.mails().await.is_empty());
    assert_eq!(statuses(&send(&app, &grace, "k", &body).await.expect(200)), [409, 200, 404], "and it uses up no key");
    app.finish().await;
}

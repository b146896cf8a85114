//! How a path can name a ticket or a person wrongly, and what the answer gives away: nothing.

use serde_json::{Value, json};

use super::routes::desk;
use crate::support::{Answer, Contract, Operation, Person, TestApp};

const NO_TICKETS: &[&str] = &[
    "0",
    "-1",
    "+1",
    "%2B1",
    "1.0",
    "1e0",
    "0x1",
    "2",
    "999999",
    "9223372036854775807",
    "9223372036854775808",
    "18446744073709551616",
    "99999999999999999999999999",
    "me",
    "none",
    "null",
    "x",
    "%20",
    "1%20",
    "%201",
    "1,1",
    "1;2",
    "%00",
    "1%00",
    "%FF",
    "..%2f..%2fetc",
    "%2e%2e%2f",
    "%27%20OR%20%271%27=%271",
    "*",
    "%25",
    "１",
    "①",
    "00000000-0000-7000-8000-000000000000",
    "00000000000070008000000000000000",
    "{00000000-0000-7000-8000-000000000000}",
    "00000000-0000-7000-8000-00000000000",
    "ffffffff-ffff-ffff-ffff-ffffffffffff",
];

const NO_PEOPLE: &[&str] = &[
    "nobody",
    "me",
    "none",
    "auto",
    "null",
    "system",
    "ab",
    "x",
    "%20",
    "a%20b",
    "1",
    "%00",
    "carla%00",
    "%FF",
    "..%2fbob",
    "carla@example.com",
    "%27%20OR%20%271%27=%271",
    "%25",
    "_arla",
    "carl_",
    "carla,bob",
    "çarla",
    "00000000-0000-7000-8000-000000000000",
    "00000000000070008000000000000000",
    "ffffffff-ffff-ffff-ffff-ffffffffffff",
];

/// What belongs to others must be answered like what does not exist.
#[track_caller]
fn assert_alike(operation: &Operation, answer: &Answer, nothing: &Answer) {
    let Operation { method, path, .. } = operation;
    assert_eq!(answer.body_without_id(), nothing.body_without_id(), "{method} {path}");
}

/// A request to a route for what `name` names, with a body that is good where there is one.
async fn ask(app: &TestApp, who: &Person, operation: &Operation, name: &str) -> Answer {
    let path = operation.path.replace("{ticket}", name).replace("{user}", name);
    let body: Option<Value> = operation.says.get("requestBody").map(|_| match operation.path.as_str() {
        path if path.ends_with("/messages") => json!({"body": "Words"}),
        path if path.ends_with("/rating") => json!({"stars": 4}),
        path if path.contains("{ticket}") => json!({"title": "Stolen"}),
        _ => json!({"name": "Stolen"}),
    });
    app.call(Some(who), operation.method.as_str(), &format!("/{path}"), body.as_ref()).await
}

fn with(contract: &Contract, parameter: &str) -> Vec<Operation> {
    contract.operations().into_iter().filter(|operation| operation.path.contains(parameter)).collect()
}

#[tokio::test]
async fn what_names_nothing_answers_the_same_on_every_route() {
    let (app, contract, root) = desk().await;
    let before = app.everything(&root).await;
    for (parameter, names) in [("{ticket}", NO_TICKETS), ("{user}", NO_PEOPLE)] {
        for operation in with(&contract, parameter) {
            let long = "x".repeat(3_000);
            for name in names.iter().copied().chain([long.as_str()]) {
                let answer = ask(&app, &root, &operation, name).await;
                assert_eq!(answer.status, 404, "{} {} of {name}: {}", operation.method, operation.path, answer.body);
                answer.expect_problem(404, "not-found");
                contract.check(&operation, &answer);
            }
        }
    }
    assert_eq!(app.everything(&root).await, before);
    app.finish().await;
}

#[tokio::test]
async fn what_belongs_to_others_cannot_be_told_from_what_does_not_exist() {
    let (app, contract, root) = desk().await;
    let stranger = app.customer("curt").await;
    let other_engineer = app.engineer("ernie").await;
    app.admin("agnes").await;
    let ids = |list: Value| list["data"][0]["id"].as_str().unwrap().to_owned();
    let ticket = ids(app.get(&root, "/tickets").await.expect(200));
    let agnes = ids(app.get(&root, "/users?q=agnes").await.expect(200));
    let carla = ids(app.get(&root, "/users?q=carla").await.expect(200));
    let before = app.everything(&root).await;
    let missing = "00000000-0000-7000-8000-000000000000";

    for who in [&stranger, &other_engineer] {
        for operation in with(&contract, "{ticket}") {
            let nothing = ask(&app, who, &operation, missing).await;
            nothing.expect_problem(404, "not-found");
            for foreign in ["1", &ticket] {
                let answer = ask(&app, who, &operation, foreign).await;
                assert_alike(&operation, &answer, &nothing);
            }
        }
        for operation in with(&contract, "{user}") {
            let nothing = ask(&app, who, &operation, missing).await;
            nothing.expect_problem(404, "not-found");
            for foreign in ["carla", "bob", "agnes", "admin", &agnes, &carla] {
                let answer = ask(&app, who, &operation, foreign).await;
                assert_alike(&operation, &answer, &nothing);
            }
        }
    }
    assert_eq!(app.everything(&root).await, before);
    app.finish().await;
}

#[tokio::test]
async fn no_other_field_betrays_what_one_may_not_see() {
    let (app, _, _) = desk().await;
    let stranger = app.customer("curt").await;
    let follow = async |older: &str| {
        let body = json!({"title": "T", "description": "D", "follow_up_of": older});
        app.post(&stranger, "/tickets", body).await
    };
    let missing = follow("999").await;
    missing.expect_problem(422, "invalid-fields");
    assert_eq!(follow("1").await.body_without_id(), missing.body_without_id());

    let mine = app.open_ticket(&stranger, "Mine").await;
    for query in
        ["reporter=carla", "reporter=nobody", "reporter=00000000-0000-7000-8000-000000000000", "title=printer", "q=1"]
    {
        let list = app.get(&stranger, &format!("/tickets?count=true&{query}")).await.expect(200);
        assert_eq!((&list["data"], &list["page"]["total"]), (&json!([]), &json!(0)), "{query}");
    }
    let all = app.get(&stranger, "/tickets?count=true").await.expect(200);
    assert_eq!((&all["page"]["total"], &all["data"][0]["id"]), (&json!(1), &mine["id"]));
    app.finish().await;
}

#[tokio::test]
async fn a_name_works_in_every_spelling_that_means_it() {
    let (app, _, root) = desk().await;
    let carla = app.get(&root, "/users/carla").await.expect(200);
    let id = carla["id"].as_str().unwrap();
    for spelling in ["CARLA", "Carla", "c%61rla", id, &id.to_uppercase()] {
        assert_eq!(app.get(&root, &format!("/users/{spelling}")).await.expect(200), carla, "{spelling}");
    }
    let ticket = app.get(&root, "/tickets/1").await.expect(200);
    let id = ticket["id"].as_str().unwrap();
    for spelling in ["1", "%31", id, &id.to_uppercase()] {
        assert_eq!(app.get(&root, &format!("/tickets/{spelling}")).await.expect(200), ticket, "{spelling}");
    }
    app.finish().await;
}

//! Lists of values are bounded, and so is what a refusal says of them.

use serde_json::{Value, json};

use super::routes::desk;

fn names(number: usize) -> Vec<String> {
    (0..number).map(|n| format!("name-{n}")).collect()
}

#[tokio::test]
async fn a_filter_has_at_most_a_hundred_values() {
    let (app, _, root) = desk().await;
    for list in ["/tickets?reporter=", "/tickets?assignee=", "/users/carla/tickets?assignee="] {
        app.get(&root, &format!("{list}{}", names(100).join(","))).await.expect(200);
        let refused = app.get(&root, &format!("{list}{}", names(101).join(","))).await;
        let problem = refused.expect_problem(400, "bad-query");
        assert_eq!(problem["errors"][0]["code"], "too_many", "{problem}");
        assert_eq!(problem["errors"][0]["detail"], "must have at most 100 values");
    }
    for (list, value) in [("/tickets?status=", "open"), ("/users?role=", "admin"), ("/admin/outbox?state=", "dead")] {
        app.get(&root, &format!("{list}{}", vec![value; 101].join(","))).await.expect_problem(400, "bad-query");
    }
    app.finish().await;
}

#[tokio::test]
async fn a_list_in_a_body_has_at_most_a_hundred_values() {
    let (app, _, root) = desk().await;
    let choices: serde_json::Map<String, Value> = names(3_000).into_iter().map(|name| (name, json!(true))).collect();
    let problem =
        app.patch(&root, "/me", json!({ "notifications": choices })).await.expect_problem(422, "invalid-fields");
    assert_eq!(problem["errors"].as_array().unwrap().len(), 1, "{problem}");
    assert_eq!(
        (&problem["errors"][0]["pointer"], &problem["errors"][0]["code"]),
        (&json!("/notifications"), &json!("too_many"))
    );

    let key = json!({"name": "many", "scopes": vec!["read"; 101]});
    let problem = app.post(&root, "/api-keys", key).await.expect_problem(422, "invalid-fields");
    assert_eq!(problem["errors"][0]["code"], "too_many", "{problem}");
    app.finish().await;
}

#[tokio::test]
async fn a_refusal_names_at_most_a_hundred_faults() {
    let (app, _, root) = desk().await;
    let query = names(1_000).join("=&");
    let problem = app.get(&root, &format!("/me?{query}")).await.expect_problem(400, "bad-query");
    assert_eq!(problem["errors"].as_array().unwrap().len(), 100);
    app.finish().await;
}

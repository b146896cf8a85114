use serde_json::{Value, json};

use crate::support::TestApp;

#[tokio::test]
async fn a_policy_demands_a_phone_number_on_sign_up_and_keeps_it() {
    let app = TestApp::with("workflow.phone_required", true).start().await;
    let root = app.superadmin().await;
    for role in ["customer", "engineer"] {
        let problem = app.sign_up("ada", role).await.expect_problem(422, "invalid-fields");
        assert_eq!(problem["errors"][0]["pointer"], "/phone", "{problem}");
    }
    let key = app.post(&root, "/api-keys", json!({"name": "staff", "scopes": ["staff:register"]})).await.expect(201);
    let staff = app.request(reqwest::Method::POST, "/auth/signup").bearer_auth(key["key"].as_str().unwrap());
    app.send(staff.json(&TestApp::account("bob", "engineer"))).await.expect_problem(422, "invalid-fields");

    let mut account = TestApp::account("ada", "customer");
    account["phone"] = json!("+4930123456");
    assert_eq!(app.post_anonymously("/auth/signup", account).await.expect(201)["phone"], "+4930123456");
    let ada = app.sign_in("ada").await;
    app.patch(&ada, "/me", json!({"phone": null})).await.expect_problem(422, "invalid-fields");
    assert_eq!(app.patch(&ada, "/me", json!({"phone": "+4930654321"})).await.expect(200)["phone"], "+4930654321");
    // An account that a superior makes is no sign-up.
    let made = app.post(&root, "/users", TestApp::account("carl", "engineer")).await.expect(201);
    assert_eq!(made["phone"], Value::Null);
    app.finish().await;
}

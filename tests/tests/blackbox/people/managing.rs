use serde_json::{Value, json};

use crate::support::{PASSWORD, TestApp};

#[tokio::test]
async fn an_account_made_by_a_superior_is_approved_at_once() {
    let app = TestApp::start().await;
    let agnes = app.admin("agnes").await;
    for role in ["customer", "engineer"] {
        let answer = app.post(&agnes, "/users", TestApp::account(&format!("new-{role}"), role)).await;
        let account = answer.expect(201);
        assert_eq!((&account["role"], &account["status"]), (&json!(role), &json!("approved")));
        assert_eq!(answer.header("location"), format!("/api/v1/users/new-{role}"));
        app.sign_in(&format!("new-{role}")).await;
    }
    app.finish().await;
}

#[tokio::test]
async fn a_new_engineer_or_admin_waits_unless_the_same_request_says_otherwise() {
    let app = TestApp::start().await;
    let root = app.superadmin().await;
    for (index, (from, change, status)) in [
        ("customer", json!({"role": "engineer"}), "pending"),
        ("customer", json!({"role": "admin"}), "pending"),
        ("engineer", json!({"role": "admin"}), "pending"),
        ("admin", json!({"role": "engineer"}), "pending"),
        ("customer", json!({"role": "engineer", "status": "approved"}), "approved"),
        ("engineer", json!({"role": "admin", "status": "approved"}), "approved"),
        ("customer", json!({"role": "engineer", "status": "suspended"}), "suspended"),
        ("engineer", json!({"role": "customer"}), "approved"),
        ("engineer", json!({"role": "engineer"}), "approved"),
    ]
    .into_iter()
    .enumerate()
    {
        let name = format!("person-{index}");
        app.appoint(&name, from).await;
        let changed = app.patch(&root, &format!("/users/{name}"), change.clone()).await.expect(200);
        assert_eq!(
            (&changed["role"], &changed["status"]),
            (change.get("role").unwrap(), &json!(status)),
            "{from} {change}"
        );
        match status {
            "pending" => drop(app.try_sign_in(&name, PASSWORD).await.expect_problem(403, "account-pending")),
            "suspended" => drop(app.try_sign_in(&name, PASSWORD).await.expect_problem(403, "account-suspended")),
            _ => drop(app.sign_in(&name).await),
        }
    }
    app.finish().await;
}

#[tokio::test]
async fn a_change_is_made_whole_or_not_at_all() {
    let app = TestApp::start().await;
    let agnes = app.admin("agnes").await;
    let root = app.superadmin().await;
    app.customer("ada").await;
    let before = app.get(&root, "/users/ada").await.expect(200);

    for (change, status) in [
        (json!({"name": "Changed", "role": "admin"}), 403),
        (json!({"name": "Changed", "availability": "away"}), 422),
        (json!({"name": "Changed", "capacity": 5}), 422),
        (json!({"name": "Changed", "status": "nonsense"}), 422),
    ] {
        assert_eq!(app.patch(&agnes, "/users/ada", change.clone()).await.status, status, "{change}");
        assert_eq!(app.get(&root, "/users/ada").await.expect(200), before, "{change}");
    }
    let stale = app.request(reqwest::Method::PATCH, "/users/ada").bearer_auth(&root.token).header("if-match", "\"99\"");
    app.send(stale.json(&json!({"name": "Changed"}))).await.expect_problem(412, "stale");
    assert_eq!(app.get(&root, "/users/ada").await.expect(200), before);

    let unchanged = app.patch(&root, "/users/ada", json!({})).await;
    assert_eq!(unchanged.expect(200), before);
    assert_eq!(unchanged.header("etag"), "\"1\"");
    app.finish().await;
}

#[tokio::test]
async fn a_person_changes_their_own_profile_and_nothing_else() {
    let app = TestApp::start().await;
    let bob = app.engineer("bob").await;

    let change = json!({"name": "Robert", "phone": "+4930123456", "availability": "away"});
    let answer = app.patch(&bob, "/me", change).await;
    let me = answer.expect(200);
    assert_eq!(
        (&me["name"], &me["phone"], &me["availability"]),
        (&json!("Robert"), &json!("+4930123456"), &json!("away"))
    );
    assert_eq!(app.get(&bob, "/me").await.expect(200), me);
    assert_eq!(app.get(&bob, "/me").await.header("etag"), answer.header("etag"));
    let cleared = app.patch(&bob, "/me", json!({"phone": null})).await.expect(200);
    assert_eq!((&cleared["phone"], &cleared["name"]), (&Value::Null, &json!("Robert")));

    for change in
        [json!({"role": "admin"}), json!({"status": "approved"}), json!({"capacity": 1}), json!({"username": "x"})]
    {
        app.patch(&bob, "/me", change).await.expect_problem(422, "invalid-fields");
    }
    for change in [json!({"role": "admin"}), json!({"status": "approved"}), json!({"capacity": 1})] {
        app.patch(&bob, "/users/bob", change).await.expect_problem(403, "forbidden");
    }
    assert_eq!(app.get(&bob, "/me").await.expect(200), cleared);
    app.finish().await;
}

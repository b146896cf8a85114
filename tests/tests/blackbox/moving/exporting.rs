use reqwest::Method;
use serde_json::{Value, json};

use super::whole_desk::of_type;
use crate::security_log::entries;
use crate::support::TestApp;

#[tokio::test]
async fn an_export_in_parts_is_the_whole_one() {
    let app = TestApp::start().await;
    let cast = app.busy_desk().await;
    let whole = app.get(&cast.root, "/export/tickets").await;
    assert!(whole.body.ends_with('\n') && whole.header("content-disposition").starts_with("attachment;"));
    let mut parts = app.get(&cast.root, "/export/tickets?limit=3").await.body;
    assert_eq!(parts.lines().count(), 3);
    loop {
        let last: Value = serde_json::from_str(parts.lines().last().unwrap()).unwrap();
        let path = format!("/export/tickets?limit=4&after={}", last["id"].as_str().unwrap());
        let next = app.get(&cast.root, &path).await;
        assert_eq!(next.status, 200, "{}", next.body);
        if next.body.is_empty() {
            break;
        }
        parts.push_str(&next.body);
    }
    assert_eq!(parts, whole.body);
    let unknown = "/export/tickets?after=0190a8e2-5c1f-7cc3-98c4-dc0c0c07398f";
    app.get(&cast.root, unknown).await.expect_problem(410, "event-expired");
    app.finish().await;
}

#[tokio::test]
async fn hashes_of_passwords_are_for_superadmins_with_a_session_who_ask_for_them() {
    let app = TestApp::start().await;
    let (root, boss) = (app.superadmin().await, app.admin("boss").await);
    let hashes = |lines: &str| -> Vec<Value> {
        of_type(lines, "person").iter().map(|person| person["password_hash"].clone()).collect()
    };
    let key = app.post(&root, "/api-keys", json!({"name": "backup", "scopes": ["read"]})).await.expect(201);
    let plain = app.get(&root, "/export/tickets").await.body;
    assert_eq!(hashes(&plain), [Value::Null, Value::Null]);
    let with = app.get(&root, "/export/tickets?passwords=true").await.body;
    assert!(hashes(&with).iter().all(|hash| hash.as_str().is_some_and(|hash| hash.contains("$2b$04$"))), "{with}");

    app.get(&boss, "/export/tickets?passwords=true").await.expect_problem(403, "forbidden");
    let by_key = async |query: &str| {
        let request = app.request(Method::GET, &format!("/export/tickets{query}"));
        app.send(request.bearer_auth(key["key"].as_str().unwrap())).await
    };
    assert_eq!(by_key("").await.body, plain, "a key that reads may");
    by_key("?passwords=true").await.expect_problem(403, "session-required");

    let log = entries(&app, &root, "kind=desk_exported", 3).await;
    let details: Vec<&str> = log.iter().map(|one| one["detail"].as_str().unwrap()).collect();
    assert_eq!(details, ["without passwords", "with passwords", "without passwords"]);
    app.finish().await;
}

#[tokio::test]
async fn an_admin_exports_no_addresses_of_other_admins() {
    let app = TestApp::start().await;
    let (root, boss, ada) = (app.superadmin().await, app.admin("boss").await, app.customer("ada").await);
    app.open_ticket(&ada, "Printer").await;
    let lines = app.get(&boss, "/export/tickets").await.body;
    let address = |name: &str| {
        of_type(&lines, "person").into_iter().find(|person| person["username"] == name).unwrap()["email"].clone()
    };
    assert_eq!(address("admin"), Value::Null);
    assert_eq!((address("boss"), address("ada")), (json!("boss@example.com"), json!("ada@example.com")));
    let about_root = |event: &Value| event["person"] == root.id;
    assert!(!of_type(&lines, "event").iter().any(about_root));
    let whole = app.get(&root, "/export/tickets").await.body;
    assert!(of_type(&whole, "event").iter().any(about_root));
    app.finish().await;
}

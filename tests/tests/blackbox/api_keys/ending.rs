use std::time::Duration;

use serde_json::{Value, json};

use crate::support::{PASSWORD, Person, TestApp};

fn path(key: &Value) -> String {
    format!("/api-keys/{}", key["id"].as_str().unwrap())
}

async fn is_dead(app: &TestApp, program: &Person) {
    // On every instance.
    for _ in 0..2 {
        app.get(program, "/me").await.expect_problem(401, "unauthenticated");
    }
}

#[tokio::test]
async fn a_revoked_key_is_over_at_once_and_nobody_revokes_that_of_others_but_superadmins() {
    let app = TestApp::start().await;
    let (ada, bea, agnes) = (app.customer("ada").await, app.customer("bea").await, app.admin("agnes").await);
    let keys = [app.make_key(&ada, &["read"]).await, app.make_key(&ada, &["read"]).await];
    let programs = keys.clone().map(|key| Person { token: key["key"].as_str().unwrap().to_owned(), ..ada.clone() });
    for stranger in [&bea, &agnes] {
        app.delete(stranger, &path(&keys[0])).await.expect_problem(404, "not-found");
    }
    app.get(&programs[0], "/me").await.expect(200);

    app.delete(&ada, &path(&keys[0])).await.expect(204);
    is_dead(&app, &programs[0]).await;
    app.get(&programs[1], "/me").await.expect(200);
    app.delete(&app.superadmin().await, &path(&keys[1])).await.expect(204);
    is_dead(&app, &programs[1]).await;

    app.delete(&ada, &path(&keys[0])).await.expect_problem(404, "not-found");
    for nonsense in ["x", "00000000-0000-7000-8000-000000000000"] {
        app.delete(&ada, &format!("/api-keys/{nonsense}")).await.expect_problem(404, "not-found");
    }
    app.finish().await;
}

#[tokio::test]
async fn a_key_ends_for_good_with_a_change_of_status_or_role() {
    let app = TestApp::start().await;
    let root = app.superadmin().await;
    let changes = [
        json!({"status": "suspended"}),
        json!({"status": "rejected"}),
        json!({"status": "pending"}),
        json!({"role": "engineer", "status": "approved"}),
        json!({"role": "admin", "status": "approved"}),
    ];
    for (n, change) in changes.into_iter().enumerate() {
        let name = format!("ada-{n}");
        let (ada, bea) = (app.customer(&name).await, app.customer(&format!("bea-{n}")).await);
        let (program, other) = (app.program(&ada, &["write"]).await, app.program(&bea, &["read"]).await);
        app.change_user(&root, &name, change).await;
        is_dead(&app, &program).await;
        app.change_user(&root, &name, json!({"role": "customer", "status": "approved"})).await;
        is_dead(&app, &program).await;
        assert_eq!(app.rows(&app.sign_in(&name).await, "/api-keys").await, Vec::<Value>::new());
        app.get(&other, "/me").await.expect(200);
    }
    app.finish().await;
}

#[tokio::test]
async fn a_customers_key_makes_no_people_once_its_owner_is_an_admin() {
    let app = TestApp::start().await;
    let root = app.superadmin().await;
    let program = app.program(&app.customer("ada").await, &["write"]).await;
    app.change_user(&root, "ada", json!({"role": "admin", "status": "approved"})).await;
    app.post(&program, "/users", TestApp::account("bob", "engineer")).await.expect_problem(401, "unauthenticated");
    app.finish().await;
}

#[tokio::test]
async fn a_new_password_spares_the_keys_unless_the_owner_says_otherwise() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;
    let program = app.program(&ada, &["read"]).await;
    let change = async |current: &str, new: &str, revoke: Value| {
        let mut body = json!({"current_password": current, "new_password": new});
        body["revoke_api_keys"] = revoke;
        app.call(Some(&ada), "PUT", "/me/password", Some(&body)).await.expect(204);
    };
    change(PASSWORD, "another good one", Value::Bool(false)).await;
    app.get(&program, "/me").await.expect(200);
    change("another good one", "yet another good one", Value::Bool(true)).await;
    is_dead(&app, &program).await;
    app.get(&ada, "/me").await.expect(200);

    let root = app.superadmin().await;
    // The feed shows an event when no older transaction of the database server is open any more.
    let shown = async {
        loop {
            let events = app.rows(&root, "/events").await;
            if let Some(revoked) = events.into_iter().find(|event| event["kind"] == "api_keys_revoked") {
                break revoked;
            }
        }
    };
    let revoked = tokio::time::timeout(Duration::from_secs(20), shown).await.expect("the event is in the feed");
    assert_eq!(revoked["after"], "1");
    app.finish().await;
}

#[tokio::test]
async fn a_key_is_admitted_by_the_rules_of_a_session() {
    let mut app = TestApp::start().await;
    let program = app.program(&app.customer("ada").await, &["read"]).await;
    app.get(&program, "/me").await.expect(200);
    app.unverify_address("ada").await;
    app.mails().await;
    app.stop().await;
    app.set("workflow.require_verified_email", true);
    app.start_again().await;
    is_dead(&app, &program).await;
    app.finish().await;
}

#[tokio::test]
async fn the_keys_of_a_removed_person_are_revoked() {
    let app = TestApp::start().await;
    let root = app.superadmin().await;
    let ada = app.customer("ada").await;
    let key = app.make_key(&ada, &["write"]).await;
    let program = Person { token: key["key"].as_str().unwrap().to_owned(), ..ada };

    app.delete(&root, "/users/ada").await.expect(204);

    is_dead(&app, &program).await;
    app.delete(&root, &path(&key)).await.expect_problem(404, "not-found");
    app.finish().await;
}

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
async fn a_key_follows_its_owner_in_and_out_of_use_and_outlives_new_passwords() {
    let app = TestApp::start().await;
    let root = app.superadmin().await;
    let ada = app.customer("ada").await;
    let program = app.program(&ada, &["read"]).await;
    for status in ["suspended", "rejected", "pending"] {
        app.change_user(&root, "ada", json!({"status": status})).await;
        is_dead(&app, &program).await;
        app.change_user(&root, "ada", json!({"status": "approved"})).await;
        app.get(&program, "/me").await.expect(200);
    }
    let ada = app.sign_in("ada").await;
    let change = json!({"current_password": PASSWORD, "new_password": "another good one"});
    app.call(Some(&ada), "PUT", "/me/password", Some(&change)).await.expect(204);
    app.get(&program, "/me").await.expect(200);
    app.finish().await;
}

#[tokio::test]
async fn a_key_has_the_role_that_its_owner_has_now() {
    let app = TestApp::start().await;
    let root = app.superadmin().await;
    let agnes = app.admin("agnes").await;
    let program = app.program(&agnes, &["read", "staff:register"]).await;
    app.get(&program, "/users").await.expect(200);

    app.change_user(&root, "agnes", json!({"role": "customer"})).await;

    app.get(&program, "/users").await.expect_problem(403, "forbidden");
    app.get(&program, "/me").await.expect(200);
    let account = TestApp::account("emil", "engineer");
    let problem = app.post(&program, "/auth/signup", account).await.expect_problem(403, "insufficient-scope");
    assert_eq!(problem["scope"], "staff:register");
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

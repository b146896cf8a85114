//! Superadmins give people another username.

use serde_json::json;
use time::Duration;

use crate::support::{Answer, PASSWORD, TestApp};

#[tokio::test]
async fn only_a_superadmin_renames_a_person() {
    let app = TestApp::start().await;
    let (root, admin, ada) = (app.superadmin().await, app.admin("eve").await, app.customer("ada").await);
    let rename = json!({"username": "Ada.Lovelace"});
    let problem = app.patch(&admin, "/users/ada", rename.clone()).await.expect_problem(403, "forbidden");
    assert_eq!(problem["detail"], "only a superadmin may do this");
    app.patch(&ada, "/users/ada", rename.clone()).await.expect_problem(403, "forbidden");
    let renamed = app.change_user(&root, "ada", rename).await;
    assert_eq!((&renamed["username"], &renamed["id"]), (&json!("ada.lovelace"), &json!(ada.id)));
    app.get(&root, "/users/ada").await.expect_problem(404, "not-found");
    app.try_sign_in("ada", PASSWORD).await.expect_problem(401, "wrong-credentials");
    app.sign_in("ada.lovelace").await;
    for bad in ["me", "a b", "x"] {
        app.patch(&root, "/users/ada.lovelace", json!({"username": bad})).await.expect_problem(422, "invalid-fields");
    }
    app.patch(&root, "/users/ada.lovelace", json!({"username": "eve"})).await.expect_problem(409, "username-taken");
    app.finish().await;
}

/// A sign-up with this username and an address of its own.
async fn sign_up(app: &TestApp, username: &str) -> Answer {
    let mut account = TestApp::account(username, "customer");
    account["email"] = json!(format!("another.{username}@example.com"));
    app.post_anonymously("/auth/signup", account).await
}

#[tokio::test]
async fn an_old_username_is_reserved_for_its_owner_for_a_year() {
    let app = TestApp::start().await;
    let mut root = app.superadmin().await;
    let (ada, ben) = (app.customer("ada").await, app.customer("ben").await);
    app.change_user(&root, "ada", json!({"username": "lovelace"})).await;
    app.wait(Duration::days(364));
    root = app.superadmin().await;
    app.run_once().await;
    sign_up(&app, "ADA").await.expect_problem(409, "username-taken");
    let mut account = TestApp::account("ada", "engineer");
    account["email"] = json!("another@example.com");
    app.post(&root, "/users", account).await.expect_problem(409, "username-taken");
    app.patch(&root, "/users/ben", json!({"username": "ada"})).await.expect_problem(409, "username-taken");
    assert_eq!(app.get(&root, "/users/ben").await.expect(200)["id"], ben.id, "nothing was changed");
    // The same person takes it back, and gives it up again.
    app.change_user(&root, "lovelace", json!({"username": "ada"})).await;
    sign_up(&app, "lovelace").await.expect_problem(409, "username-taken");
    assert_eq!(app.change_user(&root, "ada", json!({"username": "countess"})).await["id"], ada.id);
    app.wait(Duration::days(364));
    app.run_once().await;
    sign_up(&app, "ada").await.expect_problem(409, "username-taken");
    app.wait(Duration::days(1));
    app.run_once().await;
    assert!(app.rows_of("SELECT username FROM username_reservations").await.is_empty());
    sign_up(&app, "ada").await.expect(201);
    app.finish().await;
}

#[tokio::test]
async fn the_usernames_of_a_removed_person_are_free_at_once_and_stored_nowhere() {
    let app = TestApp::start().await;
    let root = app.superadmin().await;
    app.customer("ada").await;
    app.change_user(&root, "ada", json!({"username": "lovelace"})).await;
    app.delete(&root, "/users/lovelace").await.expect(204);
    assert!(app.rows_of("SELECT username FROM username_reservations").await.is_empty());
    app.sign_up("ada", "customer").await.expect(201);
    app.sign_up("lovelace", "customer").await.expect(201);
    app.finish().await;
}

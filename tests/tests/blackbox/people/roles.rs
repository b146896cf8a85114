//! What becomes of an account whose role changes.

use serde_json::json;

use crate::support::{PASSWORD, TestApp};

#[tokio::test]
async fn an_engineer_who_waits_and_becomes_a_customer_is_approved() {
    let app = TestApp::start().await;
    let admin = app.admin("eve").await;
    app.sign_up("bob", "engineer").await.expect(201);
    let changed = app.change_user(&admin, "bob", json!({"role": "customer"})).await;
    assert_eq!((&changed["role"], &changed["status"]), (&json!("customer"), &json!("approved")));
    app.try_sign_in("bob", PASSWORD).await.expect(200);
    // A suspension is not lifted by the way.
    app.engineer("carl").await;
    app.change_user(&admin, "carl", json!({"status": "suspended"})).await;
    assert_eq!(app.change_user(&admin, "carl", json!({"role": "customer"})).await["status"], "suspended");
    app.finish().await;
}

#[tokio::test]
async fn a_new_superadmin_waits_until_another_superadmin_approves() {
    let app = TestApp::start().await;
    let (root, admin) = (app.superadmin().await, app.admin("eve").await);
    app.admin("max").await;
    let promoted = app.change_user(&root, "max", json!({"role": "superadmin"})).await;
    assert_eq!((&promoted["role"], &promoted["status"]), (&json!("superadmin"), &json!("pending")));
    app.try_sign_in("max", PASSWORD).await.expect_problem(403, "account-pending");
    // An admin does not see other admins.
    let approve = json!({"status": "approved"});
    app.patch(&admin, "/users/max", approve.clone()).await.expect_problem(404, "not-found");
    // One who waits does not count as the last one.
    for change in [json!({"role": "admin"}), json!({"status": "suspended"})] {
        app.patch(&root, "/users/admin", change).await.expect_problem(409, "last-superadmin");
    }
    app.change_user(&root, "max", approve).await;
    let max = app.sign_in("max").await;
    app.delete(&max, "/users/admin").await.expect(204);
    app.finish().await;
}

#[tokio::test]
async fn an_admin_gets_the_reason_where_they_see_the_person() {
    let app = TestApp::start().await;
    let (admin, _) = (app.admin("eve").await, app.engineer("bob").await);
    for (path, change, reason) in [
        ("/users/bob", json!({"role": "admin"}), "only a superadmin may do this"),
        ("/users/bob", json!({"role": "superadmin", "status": "approved"}), "only a superadmin may do this"),
        ("/users/eve", json!({"status": "suspended"}), "only another person can change your role or status"),
        ("/users/eve", json!({"role": "superadmin"}), "only another person can change your role or status"),
    ] {
        let problem = app.patch(&admin, path, change).await.expect_problem(403, "forbidden");
        assert_eq!(problem["detail"], reason);
    }
    let made = app.post(&admin, "/users", TestApp::account("max", "admin")).await.expect_problem(403, "forbidden");
    assert_eq!(made["detail"], "only a superadmin may do this");
    app.finish().await;
}

use serde_json::{Value, json};

use crate::support::{PASSWORD, TestApp};

#[tokio::test]
async fn a_person_signs_in_by_name_or_address_whatever_the_case() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;

    for login in ["ada", "ADA", " ada ", "ada@example.com", "ADA@EXAMPLE.COM"] {
        let answer = app.try_sign_in(login, PASSWORD).await;
        let session = answer.expect(200);
        assert_eq!(session["user"]["id"], ada.id, "{login}");
        assert_eq!(session["token_type"], "Bearer");
        assert_eq!(session["expires_in"], 15 * 60);
        let token = session["access_token"].as_str().unwrap();
        let me = app.request(reqwest::Method::GET, "/me").bearer_auth(token);
        assert_eq!(app.send(me).await.expect(200)["username"], "ada");
        assert!(!answer.body.contains(PASSWORD), "{}", answer.body);
    }
    app.finish().await;
}

#[tokio::test]
async fn an_unknown_login_and_a_wrong_password_cannot_be_told_apart() {
    let app = TestApp::start().await;
    app.customer("ada").await;
    app.sign_up("pending-bob", "engineer").await.expect(201);
    let superadmin = app.superadmin().await;
    app.customer("suspended-sue").await;
    app.patch(&superadmin, "/users/suspended-sue", json!({"status": "suspended"})).await.expect(200);
    app.customer("removed-rob").await;
    app.delete(&superadmin, "/users/removed-rob").await.expect(204);

    let expected = app.try_sign_in("ada", "wrong password").await.without_id();
    assert_eq!(expected.0, 401);
    for (login, password) in [
        ("nobody", "wrong password"),
        ("nobody@example.com", PASSWORD),
        ("not a name", PASSWORD),
        ("@", PASSWORD),
        ("a", "x"),
        ("ada' OR '1'='1", PASSWORD),
        ("%", PASSWORD),
        ("ada\0", PASSWORD),
        ("ada@example.com", "wrong password"),
        ("admin", "admin"),
        ("pending-bob", "wrong password"),
        ("suspended-sue", "wrong password"),
        ("removed-rob", PASSWORD),
        ("removed-rob@example.com", PASSWORD),
        ("me", PASSWORD),
        ("system", PASSWORD),
    ] {
        assert_eq!(app.try_sign_in(login, password).await.without_id(), expected, "{login}");
    }
    app.finish().await;
}

#[tokio::test]
async fn what_is_wrong_with_an_account_is_told_only_after_a_right_password() {
    let app = TestApp::start().await;
    let superadmin = app.superadmin().await;
    app.customer("ada").await;
    let statuses =
        [("pending", "account-pending"), ("rejected", "account-rejected"), ("suspended", "account-suspended")];

    for (status, problem) in statuses {
        app.patch(&superadmin, "/users/ada", json!({"status": status})).await.expect(200);
        for login in ["ada", "ada@example.com"] {
            app.try_sign_in(login, PASSWORD).await.expect_problem(403, problem);
            app.try_sign_in(login, "wrong password").await.expect_problem(401, "wrong-credentials");
        }
    }
    app.patch(&superadmin, "/users/ada", json!({"status": "approved"})).await.expect(200);
    app.try_sign_in("ada", PASSWORD).await.expect(200);
    app.finish().await;
}

#[tokio::test]
async fn where_addresses_must_be_verified_an_unverified_person_stays_outside() {
    let app = TestApp::with("workflow.require_verified_email", true).start().await;
    app.sign_up("ada", "customer").await.expect(201);

    app.try_sign_in("ada", PASSWORD).await.expect_problem(403, "email-unverified");
    app.try_sign_in("ada", "wrong password").await.expect_problem(401, "wrong-credentials");
    // The first superadmin counts as verified. Otherwise no one could sign in to a new desk.
    assert_eq!(app.try_sign_in("admin", PASSWORD).await.expect(200)["user"]["email_verified"], true);
    app.finish().await;
}

#[tokio::test]
async fn a_failed_sign_in_leaves_no_trace_and_does_not_end_other_sessions() {
    let app = TestApp::start().await;
    let superadmin = app.superadmin().await;
    let ada = app.customer("ada").await;
    let before = app.everything(&superadmin).await;

    for _ in 0..5 {
        app.try_sign_in("ada", "wrong password").await.expect_problem(401, "wrong-credentials");
    }

    assert_eq!(app.everything(&superadmin).await, before);
    let me: Value = app.get(&ada, "/me").await.expect(200);
    assert_eq!(me["username"], "ada");
    app.finish().await;
}

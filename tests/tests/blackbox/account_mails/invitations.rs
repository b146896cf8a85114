use serde_json::json;
use time::Duration;

use super::{link_to, links};
use crate::support::{PASSWORD, TestApp};

#[tokio::test]
async fn who_is_invited_cannot_sign_in_before_and_can_after() {
    let mut app = TestApp::with("workflow.require_verified_email", true).start().await;
    let superadmin = app.superadmin().await;
    let guest = json!({"name": "Eve", "username": "eve", "email": "eve@example.com", "role": "engineer"});
    let account = app.post(&superadmin, "/users", guest).await.expect(201);
    assert_eq!((&account["status"], &account["email_verified"]), (&json!("approved"), &json!(false)));
    let link = link_to(&mut app, "eve@example.com").await;
    assert_eq!(link.path, "/account/accept-invitation");
    let unknown = app.try_sign_in("nobody", PASSWORD).await;
    for password in [PASSWORD, "", " ", "null"] {
        let refused = app.try_sign_in("eve", password).await;
        if password.is_empty() {
            refused.expect_problem(422, "invalid-fields");
        } else {
            refused.expect_problem(401, "wrong-credentials");
            assert_eq!(refused.body_without_id(), unknown.body_without_id());
        }
    }

    assert_eq!(app.open(&link).await.status, 200);
    assert_eq!(app.press(&link, "a password of my own").await.status, 200);
    app.try_sign_in("eve", "a password of my own").await.expect(200);
    assert!(app.is_verified("eve").await);
    assert!(app.mails().await.is_empty(), "nobody is warned of their own first password");
    assert_eq!(app.press(&link, "a second password").await.status, 422);
    app.finish().await;
}

#[tokio::test]
async fn who_missed_the_invitation_asks_for_a_new_password_and_gets_in() {
    let mut app = TestApp::start().await;
    let superadmin = app.superadmin().await;
    let guest = json!({"name": "Eve", "username": "eve", "email": "eve@example.com", "password": null});
    app.post(&superadmin, "/users", guest).await.expect(201);
    let invitation = link_to(&mut app, "eve@example.com").await;
    app.wait(Duration::hours(71));
    app.forgot("eve@example.com").await;
    let reset = link_to(&mut app, "eve@example.com").await;
    app.reset(&reset.token, "a password of my own").await.expect(204);
    app.try_sign_in("eve", "a password of my own").await.expect(200);
    app.reset(&invitation.token, PASSWORD).await.expect_problem(422, "link-invalid");
    app.finish().await;
}

#[tokio::test]
async fn whose_account_is_made_with_a_password_is_asked_to_verify() {
    let mut app = TestApp::start().await;
    app.appoint("bob", "engineer").await;
    let link = link_to(&mut app, "bob@example.com").await;
    assert_eq!(link.path, "/account/verify-email");
    app.finish().await;
}

#[tokio::test]
async fn nobody_invites_themselves() {
    let mut app = TestApp::start().await;
    let stranger = json!({"name": "Eve", "username": "eve", "email": "eve@example.com"});
    let problem = app.post_anonymously("/auth/signup", stranger).await.expect_problem(422, "invalid-fields");
    assert_eq!(problem["errors"][0]["pointer"], "/password");
    assert!(links(&mut app).await.is_empty());
    app.finish().await;
}

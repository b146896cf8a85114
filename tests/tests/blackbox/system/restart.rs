use serde_json::json;

use crate::support::{PASSWORD, Person, TestApp};

#[tokio::test]
async fn a_restart_keeps_everything_and_makes_nobody_anew() {
    let mut app = TestApp::start().await;
    let bob = app.engineer("bob").await;
    let ada = app.customer("ada").await;
    app.open_ticket(&ada, "Printer").await;
    app.post(&bob, "/tickets/1/messages", json!({"body": "Try again."})).await.expect(201);
    let suspended = app.customer("sue").await;
    let root = app.superadmin().await;
    app.patch(&root, "/users/sue", json!({"status": "suspended"})).await.expect(200);
    let before = app.everything(&root).await;

    app.stop().await;
    app.start_again().await;

    assert_eq!(app.everything(&root).await, before, "tokens stay good, and nothing else changed");
    app.get(&ada, "/tickets/1").await.expect(200);
    app.get(&suspended, "/me").await.expect_problem(401, "unauthenticated");
    app.refresh(&suspended.refresh_token).await.expect_problem(401, "unauthenticated");
    app.try_sign_in("sue", PASSWORD).await.expect_problem(403, "account-suspended");
    let again = Person::signed_in(&app.refresh(&ada.refresh_token).await.expect(200));
    app.wait(time::Duration::seconds(11));
    app.refresh(&ada.refresh_token).await.expect_problem(401, "unauthenticated");
    app.get(&again, "/me").await.expect_problem(401, "unauthenticated");
    assert_eq!(app.open_ticket(&root, "Next").await["number"], 2);
    let mails = app.mails().await;
    assert!(mails.iter().any(|mail| mail.text.contains("Try again.")), "mail of before the restart still goes out");
    app.finish().await;
}

#[tokio::test]
async fn the_first_superadmin_is_not_made_again_after_they_changed() {
    let mut app = TestApp::start().await;
    let root = app.superadmin().await;
    app.appoint("second", "superadmin").await;
    let second = app.sign_in("second").await;
    app.delete(&second, "/users/admin").await.expect(204);
    app.get(&root, "/me").await.expect_problem(401, "unauthenticated");

    app.mails().await;
    app.stop().await;
    app.start_again().await;

    app.try_sign_in("admin", PASSWORD).await.expect_problem(401, "wrong-credentials");
    assert_eq!(app.get(&second, "/users?count=true").await.expect(200)["page"]["total"], 1);
    app.finish().await;
}

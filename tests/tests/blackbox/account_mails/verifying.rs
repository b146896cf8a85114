use time::Duration;

use super::{link_to, links};
use crate::support::{PASSWORD, TestApp};

#[tokio::test]
async fn signing_up_mails_a_link_whose_page_verifies_when_the_button_is_pressed_and_not_before() {
    let mut app = TestApp::start().await;
    app.sign_up("ada", "customer").await.expect(201);
    let link = link_to(&mut app, "ada@example.com").await;
    assert_eq!(link.path, "/account/verify-email");

    for _ in 0..3 {
        let page = app.open(&link).await;
        assert_eq!(page.status, 200);
        assert!(page.body.contains("<button"), "{}", page.body);
        assert!(!app.is_verified("ada").await, "to look is not to follow");
    }
    let page = app.press(&link, "").await;
    assert_eq!(page.status, 200, "{}", page.body);
    assert!(app.is_verified("ada").await);
    assert_eq!(app.press(&link, "").await.status, 422, "it is good once");
    app.finish().await;
}

#[tokio::test]
async fn of_fifty_who_follow_one_link_at_once_one_finds_it_good() {
    let mut app = TestApp::start().await;
    app.sign_up("ada", "customer").await.expect(201);
    let link = link_to(&mut app, "ada@example.com").await;
    let request = |_| {
        let request = app.request(reqwest::Method::POST, "/auth/email/verify");
        request.json(&serde_json::json!({"token": link.token}))
    };
    let answers = app.send_all_at_once((0..50).map(request).collect()).await;
    assert_eq!(answers.iter().filter(|answer| answer.status == 204).count(), 1);
    for answer in answers.iter().filter(|answer| answer.status != 204) {
        answer.expect_problem(422, "link-invalid");
    }
    assert!(app.is_verified("ada").await);
    app.finish().await;
}

#[tokio::test]
async fn where_addresses_must_be_verified_nobody_signs_in_before() {
    let mut app = TestApp::with("workflow.require_verified_email", true).start().await;
    app.sign_up("ada", "customer").await.expect(201);
    app.try_sign_in("ada", PASSWORD).await.expect_problem(403, "email-unverified");
    let first = link_to(&mut app, "ada@example.com").await;
    app.wait(Duration::minutes(15));
    assert_eq!(app.resend("ada@example.com").await.status, 202);
    let second = link_to(&mut app, "ada@example.com").await;

    app.verify(&first.token).await.expect_problem(422, "link-invalid");
    app.try_sign_in("ada", PASSWORD).await.expect_problem(403, "email-unverified");
    app.verify(&second.token).await.expect(204);
    app.try_sign_in("ada", PASSWORD).await.expect(200);
    app.finish().await;
}

#[tokio::test]
async fn an_engineer_who_waits_for_approval_can_verify_but_not_sign_in() {
    let mut app = TestApp::start().await;
    app.sign_up("bob", "engineer").await.expect(201);
    let link = link_to(&mut app, "bob@example.com").await;
    app.verify(&link.token).await.expect(204);
    app.try_sign_in("bob", PASSWORD).await.expect_problem(403, "account-pending");
    assert!(app.is_verified("bob").await);
    app.finish().await;
}

#[tokio::test]
async fn what_is_no_link_for_this_is_answered_in_one_way() {
    let mut app = TestApp::start().await;
    app.sign_up("ada", "customer").await.expect(201);
    let verification = link_to(&mut app, "ada@example.com").await;
    app.wait(time::Duration::minutes(15));
    app.forgot("ada@example.com").await;
    let reset = link_to(&mut app, "ada@example.com").await;

    let unknown = app.verify("made-up").await;
    unknown.expect_problem(422, "link-invalid");
    for token in [&reset.token, &verification.token.to_lowercase(), &format!("{} ", verification.token)] {
        assert_eq!(app.verify(token).await.body_without_id(), unknown.body_without_id());
    }
    assert_eq!(app.reset(&verification.token, PASSWORD).await.body_without_id(), unknown.body_without_id());
    app.verify(&verification.token).await.expect(204);
    assert_eq!(app.verify(&verification.token).await.body_without_id(), unknown.body_without_id());
    app.reset(&reset.token, "another long password").await.expect(204);
    app.finish().await;
}

#[tokio::test]
async fn the_first_superadmin_needs_no_verification() {
    let mut app = TestApp::with("workflow.require_verified_email", true).start().await;
    app.superadmin().await;
    assert!(links(&mut app).await.is_empty());
    app.finish().await;
}

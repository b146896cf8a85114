use deskhand_tests::smtp::{Misbehavior, Moment};
use serde_json::json;
use time::Duration;

use super::{Link, link_to, links};
use crate::support::{PASSWORD, TestApp};

const NEW: &str = "another long password";

/// A customer called ada, and a link to set another password for her.
async fn forgetful(app: &mut TestApp) -> Link {
    app.sign_up("ada", "customer").await.expect(201);
    app.mails().await;
    // An address that is not verified gets one mail in this time.
    app.wait(Duration::minutes(15));
    assert_eq!(app.forgot("Ada@Example.com").await.status, 202);
    let link = link_to(app, "ada@example.com").await;
    assert_eq!(link.path, "/account/reset-password");
    link
}

#[tokio::test]
async fn a_reset_ends_all_sessions_and_the_old_password_and_verifies_the_address() {
    let mut app = TestApp::start().await;
    let link = forgetful(&mut app).await;
    let sessions = [app.sign_in("ada").await, app.sign_in("ada").await];
    app.reset(&link.token, NEW).await.expect(204);

    for session in &sessions {
        app.get(session, "/me").await.expect_problem(401, "unauthenticated");
        app.refresh(&session.refresh_token).await.expect_problem(401, "unauthenticated");
    }
    app.try_sign_in("ada", PASSWORD).await.expect_problem(401, "wrong-credentials");
    app.try_sign_in("ada", NEW).await.expect(200);
    assert!(app.is_verified("ada").await, "who reads the mail of an address has it");
    let sent = app.mails().await;
    assert_eq!(sent.iter().map(|mail| mail.subject.as_str()).collect::<Vec<_>>(), ["Your password was changed"]);
    app.reset(&link.token, PASSWORD).await.expect_problem(422, "link-invalid");
    app.finish().await;
}

#[tokio::test]
async fn of_fifty_who_reset_with_one_link_at_once_one_sets_the_password() {
    let mut app = TestApp::start().await;
    let link = forgetful(&mut app).await;
    let password = |n: usize| format!("a password, number {n}");
    let request = |n| {
        let request = app.request(reqwest::Method::POST, "/auth/password/reset");
        request.json(&json!({"token": link.token, "password": password(n)}))
    };
    let answers = app.send_all_at_once((0..50).map(request).collect()).await;
    let winners: Vec<_> = (0..50).filter(|n| answers[*n].status == 204).collect();
    assert_eq!(winners.len(), 1, "{answers:?}");
    for answer in answers.iter().filter(|answer| answer.status != 204) {
        answer.expect_problem(422, "link-invalid");
    }
    for n in 0..50 {
        let expected = if winners.contains(&n) { 200 } else { 401 };
        assert_eq!(app.try_sign_in("ada", &password(n)).await.status, expected, "{n}");
    }
    app.finish().await;
}

#[tokio::test]
async fn a_password_that_is_refused_leaves_the_link_good() {
    let mut app = TestApp::start().await;
    let link = forgetful(&mut app).await;
    for (password, code) in
        [("short", "too_short"), ("password", "guessable"), ("ada@example.com", "guessable"), ("", "empty")]
    {
        let problem = app.reset(&link.token, password).await.expect_problem(422, "invalid-fields");
        let error = &problem["errors"][0];
        assert_eq!((&error["pointer"], &error["code"]), (&json!("/password"), &json!(code)));
    }
    for (password, words) in [("short", "at least 8 characters"), ("ada%40example.com", "too easy to guess")] {
        let page = app.press(&link, password).await;
        assert_eq!(page.status, 422);
        assert!(page.body.contains(words) && page.body.contains("<button"), "{}", page.body);
        assert!(!page.body.contains("short"), "a password is not shown again: {}", page.body);
    }
    assert_eq!(app.press(&link, NEW).await.status, 200);
    app.try_sign_in("ada", NEW).await.expect(200);
    app.finish().await;
}

#[tokio::test]
async fn nobody_can_void_a_young_link_by_asking_for_others_or_fill_a_mailbox() {
    let mut app = TestApp::start().await;
    let mut newest = forgetful(&mut app).await;
    let mut sent = 1;
    // Somebody asks every minute, for an hour less a moment.
    for minute in 1..60 {
        app.wait(Duration::minutes(1));
        assert_eq!(app.forgot("ada@example.com").await.status, 202);
        match links(&mut app).await.pop() {
            Some((_, link)) => (newest, sent) = (link, sent + 1),
            None => assert_eq!(app.open(&newest).await.status, 200, "minute {minute}"),
        }
    }
    assert_eq!(sent, 4);
    app.reset(&newest.token, NEW).await.expect(204);
    app.finish().await;
}

#[tokio::test]
async fn a_newer_link_takes_the_place_of_the_older_after_a_quarter_of_an_hour_and_not_a_moment_sooner() {
    let mut app = TestApp::start().await;
    let first = forgetful(&mut app).await;
    app.wait(Duration::minutes(15) - Duration::MILLISECOND);
    app.forgot("ada@example.com").await;
    assert!(links(&mut app).await.is_empty());
    assert_eq!(app.open(&first).await.status, 200, "what was not sent replaces nothing");
    app.wait(Duration::MILLISECOND);
    app.forgot("ada@example.com").await;
    let second = link_to(&mut app, "ada@example.com").await;
    assert_ne!(first.token, second.token);
    app.reset(&first.token, NEW).await.expect_problem(422, "link-invalid");
    app.reset(&second.token, NEW).await.expect(204);
    app.finish().await;
}

#[tokio::test]
async fn who_used_their_link_and_forgot_the_password_again_need_not_wait() {
    let mut app = TestApp::start().await;
    let first = forgetful(&mut app).await;
    app.reset(&first.token, NEW).await.expect(204);
    app.mails().await;
    app.forgot("ada@example.com").await;
    let second = link_to(&mut app, "ada@example.com").await;
    app.reset(&second.token, PASSWORD).await.expect(204);
    app.finish().await;
}

#[tokio::test]
async fn while_the_mail_server_is_down_the_link_stays_the_same_and_works_when_it_comes() {
    let mut app = TestApp::start().await;
    app.sign_up("ada", "customer").await.expect(201);
    app.mails().await;
    // An address that is not verified gets one mail in this time.
    app.wait(Duration::minutes(15));
    app.smtp.stop().await;
    app.forgot("ada@example.com").await;
    assert!(app.mails().await.is_empty());
    app.smtp.start_again().await.unwrap();
    app.smtp.once(Moment::FinalDot, Misbehavior::Cut);
    app.wait(Duration::seconds(7));
    let first = app.mails().await;
    app.wait(Duration::minutes(20));
    let second = app.mails().await;

    assert_eq!((first.len(), second.len()), (1, 1), "it was delivered, though nobody said so, and so once more");
    assert_eq!(first[0].message_id, second[0].message_id);
    let link = Link::in_mail(&first[0]).unwrap();
    assert_eq!(Some(&link), Link::in_mail(&second[0]).as_ref());
    app.reset(&link.token, NEW).await.expect(204);
    app.finish().await;
}

#[tokio::test]
async fn the_worker_answers_by_itself_who_forgot_a_password() {
    let builder = crate::support::TestAppBuilder::default().setting("mail.poll_interval", "1h");
    let app = builder.mail_by_itself().start().await;
    app.sign_up("ada", "customer").await.expect(201);
    app.smtp.wait_for_mails(1).await;
    app.until_nothing_is_under_way().await;
    app.wait(Duration::minutes(15));
    app.forgot("ada@example.com").await;
    let mails = app.smtp.wait_for_mails(2).await;
    assert_eq!(mails[1].to, ["ada@example.com"]);
    app.finish().await;
}

//! Finished data is deleted after its retention, and nothing else. The history is never deleted.

use deskhand_domain::use_cases::Purged;
use deskhand_tests::smtp::Misbehavior;
use serde_json::{Value, json};
use time::Duration;

use crate::support::{Person, TestApp, TestAppBuilder};

async fn forget(app: &TestApp) -> Purged {
    app.running().maintenance().run_once().await.unwrap().purged
}

/// How many mails of each state there are: sent, dead, dropped, pending.
async fn mails(app: &TestApp) -> [u64; 4] {
    let admin = app.superadmin().await;
    let mut counts = [0; 4];
    for (count, state) in counts.iter_mut().zip(["sent", "dead", "dropped", "pending"]) {
        let path = format!("/admin/outbox?state={state}&count=true&limit=1");
        *count = app.get(&admin, &path).await.expect(200)["page"]["total"].as_u64().unwrap();
    }
    counts
}

/// A ticket of ada, about which the admin's mail was sent, hers was dropped, and bob's given up.
async fn one_mail_of_each(app: &mut TestApp) {
    app.engineer("bob").await;
    let ada = app.customer("ada").await;
    app.mails().await;
    app.smtp.always_for("bob@example.com", Misbehavior::answer(550, "no such user"));
    app.open_ticket(&ada, "No paper").await;
    app.delete(&app.superadmin().await, "/users/ada").await.expect(204);
    app.mails().await;
}

#[tokio::test]
async fn mails_are_forgotten_by_what_became_of_them_and_when() {
    let mut app = TestApp::start().await;
    one_mail_of_each(&mut app).await;
    let [sent, dead, dropped, _] = mails(&app).await;
    assert!(sent > 0 && dead > 0 && dropped > 0);
    let history = app.history(&app.superadmin().await, &json!({"number": 1})).await;

    app.wait(Duration::days(30) - Duration::SECOND);
    assert_eq!(forget(&app).await.mails, 0);
    // Queued now: of the sent ones, only the old go.
    app.sign_up("carl", "engineer").await.expect(201);
    app.mails().await;
    app.wait(Duration::SECOND);
    assert_eq!(forget(&app).await.mails, sent + dropped);
    assert_eq!(mails(&app).await, [2, dead, 0, 0], "carl's link, and the admin's news of him");
    assert_eq!(forget(&app).await.mails, 0);

    app.wait(Duration::days(60) - Duration::SECOND);
    forget(&app).await;
    assert_eq!(mails(&app).await, [0, dead, 0, 0], "what nobody dealt with waits longer");
    app.wait(Duration::SECOND);
    assert_eq!(forget(&app).await.mails, dead);
    assert_eq!(mails(&app).await, [0; 4]);
    assert_eq!(app.history(&app.superadmin().await, &json!({"number": 1})).await, history);
    app.finish().await;
}

#[tokio::test]
async fn a_letter_that_waits_is_never_forgotten_and_one_that_was_sent_late_is_kept_from_then_on() {
    let mut app = TestApp::with("upkeep.keep_sent_mail", "1h").start().await;
    app.smtp.always_for("admin@desk.example.com", Misbehavior::answer(451, "try later"));
    app.sign_up("bob", "engineer").await.expect(201);
    app.mails().await;
    app.wait(Duration::hours(1));
    assert_eq!(forget(&app).await.mails, 1, "bob's, which was sent at once");
    for _ in 0..5 {
        app.mails().await;
        app.wait(Duration::hours(2));
        assert_eq!(forget(&app).await.mails, 0);
    }
    app.smtp.behave();
    assert_eq!(app.mails().await.len(), 1);
    app.wait(Duration::minutes(59));
    assert_eq!(forget(&app).await.mails, 0);
    app.wait(Duration::minutes(1));
    assert_eq!(forget(&app).await.mails, 1);
    app.finish().await;
}

#[tokio::test]
async fn more_than_one_batch_goes_in_one_go() {
    let mut app = TestApp::with("upkeep.keep_sent_mail", "1s").start().await;
    app.engineer("bob").await;
    let ada = app.customer("ada").await;
    app.mails().await;
    for n in 0..260 {
        app.open_ticket(&ada, &format!("Problem {n}")).await;
    }
    app.mails().await;
    app.wait(Duration::minutes(10));
    app.mails().await;
    let sent = app.rows_of("SELECT kind FROM outbox WHERE state = 'sent'").await.len() as u64;
    assert!(sent > 520, "{sent}: two of each ticket, and some to the admin");
    app.wait(Duration::SECOND);
    let (a, b) = tokio::join!(forget(&app), forget(&app));
    assert_eq!(a.mails + b.mails, sent, "each is deleted once, whoever does it");
    app.finish().await;
}

#[tokio::test]
async fn never_means_never() {
    let builder = TestAppBuilder::default()
        .setting("upkeep.keep_sent_mail", "never")
        .setting("upkeep.keep_dead_mail", "never")
        .setting("upkeep.keep_ended_sessions", "never")
        .setting("upkeep.keep_security_events", "never");
    let mut app = builder.start().await;
    one_mail_of_each(&mut app).await;
    let before = mails(&app).await;
    app.wait(Duration::days(10_000));
    let links = 1; // Bob's: links are deleted soon after they expire, whatever the retention.
    assert_eq!(forget(&app).await, Purged { links, ..Purged::default() });
    assert_eq!(mails(&app).await, before);
    app.stop().await;
}

/// The same person with the next refresh token.
async fn refreshed(app: &TestApp, who: &Person) -> Person {
    Person::signed_in(&app.refresh(&who.refresh_token).await.expect(200))
}

#[tokio::test]
async fn sessions_are_forgotten_a_month_after_their_end_and_those_in_use_live_on() {
    let app = TestApp::with("auth.session_lifetime", "90d").start().await;
    let (mut ada, bob, cyn) = (app.customer("ada").await, app.customer("bob").await, app.customer("cyn").await);
    app.post_anonymously("/auth/signout", json!({"refresh_token": bob.refresh_token})).await.expect(204);
    let first_of_ada = ada.clone();
    for _ in 0..5 {
        app.wait(Duration::days(6) - Duration::SECOND);
        ada = refreshed(&app, &ada).await;
        assert_eq!(forget(&app).await.sessions, 0);
    }
    // Bob signed out thirty days ago. Cyn's session expired, but that is not as long ago.
    app.wait(Duration::seconds(5));
    assert_eq!(forget(&app).await.sessions, 1);
    app.refresh(&bob.refresh_token).await.expect_problem(401, "unauthenticated");

    app.wait(Duration::days(6));
    ada = refreshed(&app, &ada).await;
    app.wait(Duration::days(1));
    // Cyn's token and her session; of ada, only the first of her tokens.
    assert_eq!(forget(&app).await.sessions, 3);
    app.refresh(&cyn.refresh_token).await.expect_problem(401, "unauthenticated");
    app.refresh(&first_of_ada.refresh_token).await.expect_problem(401, "unauthenticated");
    let ada = refreshed(&app, &ada).await;
    app.get(&ada, "/me").await.expect(200);
    app.finish().await;
}

#[tokio::test]
async fn idempotency_keys_are_forgotten_after_a_day() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;
    let body = json!({"title": "No paper", "description": "All about it"});
    let open = || async {
        let request = app.request(reqwest::Method::POST, "/tickets").bearer_auth(&ada.token).json(&body);
        app.send(request.header("idempotency-key", "one")).await.expect(201)
    };
    let first: Value = open().await;
    assert_eq!(open().await["number"], first["number"]);
    assert_eq!(forget(&app).await.keys, 0);
    app.wait(Duration::days(1));
    assert_eq!(forget(&app).await.keys, 1);
    app.finish().await;
}

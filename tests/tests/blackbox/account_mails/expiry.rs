use serde_json::json;
use time::Duration;

use super::{Link, link_to};
use crate::support::TestApp;

const MOMENT: Duration = Duration::MILLISECOND;

/// A new link of each kind, with the time for which it is good.
async fn fresh_links(app: &mut TestApp, n: u32) -> Vec<(Duration, Link)> {
    let name = format!("ada{n}");
    let address = format!("{name}@example.com");
    app.sign_up(&name, "customer").await.expect(201);
    let verification = link_to(app, &address).await;
    // Without a trace, so that the link to verify the address is as good as before: a verified address may get both at once.
    app.verify_address(&name).await;
    app.forgot(&address).await;
    let reset = link_to(app, &address).await;
    app.unverify_address(&name).await;
    let superadmin = app.superadmin().await;
    let invited = json!({"name": "Guest", "username": format!("guest{n}"), "email": format!("guest{n}@example.com")});
    app.post(&superadmin, "/users", invited).await.expect(201);
    let invitation = link_to(app, &format!("guest{n}@example.com")).await;
    vec![(Duration::hours(24), verification), (Duration::minutes(30), reset), (Duration::hours(72), invitation)]
}

#[tokio::test]
async fn a_link_is_good_until_24_hours_30_minutes_or_72_hours_have_passed_and_not_a_moment_longer() {
    let mut app = TestApp::start().await;
    for kind in 0..3 {
        let (lifetime, link) = fresh_links(&mut app, kind * 2).await.remove(kind as usize);
        app.wait(lifetime - MOMENT);
        assert_eq!(app.open(&link).await.status, 200, "{}", link.path);
        assert_eq!(app.press(&link, "another long password").await.status, 200, "{}", link.path);
        app.mails().await;

        let (lifetime, link) = fresh_links(&mut app, kind * 2 + 1).await.remove(kind as usize);
        app.wait(lifetime);
        for answer in [app.open(&link).await, app.press(&link, "another long password").await] {
            assert_eq!(answer.status, 422, "{}", link.path);
            assert!(answer.body.contains("not good any more"), "{}", answer.body);
        }
        app.verify(&link.token).await.expect_problem(422, "link-invalid");
        app.reset(&link.token, "another long password").await.expect_problem(422, "link-invalid");
    }
    app.finish().await;
}

#[tokio::test]
async fn the_maintenance_forgets_links_that_nobody_followed_in_time() {
    let mut app = TestApp::start().await;
    fresh_links(&mut app, 0).await;
    for (passed, left) in [(Duration::minutes(30), 2), (Duration::minutes(23 * 60 + 30), 1), (Duration::hours(48), 0)] {
        let mut forgotten = Vec::new();
        for time in [passed - MOMENT, MOMENT] {
            app.wait(time);
            forgotten.push(app.running().maintenance().run_once().await.unwrap().purged.links);
        }
        assert_eq!(forgotten, [0, 1], "not a moment too early");
        assert_eq!(app.rows_of("SELECT purpose FROM account_links").await.len(), left);
    }
    app.finish().await;
}

#[tokio::test]
async fn a_link_that_expired_before_it_could_be_sent_is_not_sent() {
    let mut app = TestApp::start().await;
    app.sign_up("ada", "customer").await.expect(201);
    app.mails().await;
    app.wait(Duration::minutes(15));
    app.smtp.stop().await;
    app.forgot("ada@example.com").await;
    assert!(app.mails().await.is_empty());
    app.wait(Duration::minutes(30));
    app.smtp.start_again().await.unwrap();
    assert!(app.mails().await.is_empty());
    let counts = app.running().desk().mail().count().await.unwrap();
    assert_eq!((counts.pending, counts.dead), (0, 0));
    let why = app.rows_of("SELECT last_answer FROM outbox WHERE state = 'dropped'").await;
    assert_eq!(why, ["the link expired before it could be sent"]);
    app.finish().await;
}

//! A resolved ticket, left alone: its reporter is warned once, and then it closes.

use deskhand_server::Settings;
use serde_json::Value;
use time::Duration;

use crate::support::{Mail, Person, TestApp, TestAppBuilder};

/// What the reporter of a resolved ticket is warned with.
const WARNING: &str = "It closes by itself on";

/// The customer ada, the engineer bob, and a ticket of hers that he has just resolved. All mails are read.
async fn resolved(app: &mut TestApp) -> (Person, Person, Value) {
    let bob = app.engineer("bob").await;
    let ada = app.customer("ada").await;
    let ticket = app.open_ticket(&ada, "No paper").await;
    resolve(app, &bob, &ticket).await;
    (ada, bob, ticket)
}

async fn resolve(app: &mut TestApp, engineer: &Person, ticket: &Value) {
    app.say(engineer, ticket, "Refilled.").await.expect(201);
    app.move_to(engineer, ticket, "resolved").await.expect(200);
    app.mails().await;
}

fn recipients(mails: &[Mail]) -> Vec<&str> {
    let mut to: Vec<_> = mails.iter().map(|mail| mail.to.as_str()).collect();
    to.sort_unstable();
    to
}

/// The ticket as the superadmin sees it by now: everybody else's token has expired meanwhile.
async fn status(app: &TestApp, ticket: &Value) -> Value {
    app.ticket(&app.superadmin().await, ticket).await["status"].clone()
}

async fn history(app: &TestApp, ticket: &Value) -> Vec<String> {
    app.history(&app.superadmin().await, ticket).await
}

#[tokio::test]
async fn a_resolved_ticket_is_warned_of_after_six_days_and_closes_after_seven() {
    let mut app = TestApp::start().await;
    let (_, _, ticket) = resolved(&mut app).await;

    app.wait(Duration::days(6) - Duration::SECOND);
    assert_eq!(app.run_once().await, (0, 0));
    app.wait(Duration::SECOND);
    assert_eq!(app.run_once().await, (1, 0));
    let warnings = app.mails().await;
    assert_eq!(recipients(&warnings), ["ada@example.com"], "nobody else is warned");
    assert_eq!(warnings[0].subject, "[#1] No paper");
    assert!(warnings[0].text.contains("It closes by itself on 2026-01-12 at 09:00 UTC."), "{}", warnings[0].text);
    assert!(warnings[0].text.contains("write on the ticket or reopen it before then"), "{}", warnings[0].text);
    assert_eq!(status(&app, &ticket).await, "resolved");
    let warning = "closing_soon: - > 2026-01-12T09:00:00.000Z by system";
    assert_eq!(history(&app, &ticket).await.last().unwrap(), warning);

    app.wait(Duration::days(1) - Duration::SECOND);
    assert_eq!(app.run_once().await, (0, 0), "warned once");
    app.wait(Duration::SECOND);
    assert_eq!(app.run_once().await, (0, 1));
    let mails = app.mails().await;
    assert_eq!(recipients(&mails), ["ada@example.com", "bob@example.com"]);
    assert!(mails.iter().all(|mail| mail.text.contains("It is closed.")), "{mails:#?}");
    let ada = app.sign_in("ada").await;
    let closed = app.ticket(&ada, &ticket).await;
    assert_eq!((&closed["status"], &closed["closed_at"]), (&"closed".into(), &"2026-01-12T09:00:00.000Z".into()));
    let seen_by_ada = app.history(&ada, &ticket).await;
    assert!(seen_by_ada.iter().any(|line| line == warning), "{seen_by_ada:#?}");
    assert_eq!(seen_by_ada.last().unwrap(), "status_changed: resolved > closed by system");

    app.wait(Duration::days(30));
    assert_eq!(app.run_once().await, (0, 0));
    app.finish().await;
}

#[tokio::test]
async fn a_reply_after_the_warning_keeps_it_open_and_the_next_resolution_is_warned_of_anew() {
    let mut app = TestApp::start().await;
    let (_, _, ticket) = resolved(&mut app).await;
    app.wait(Duration::days(6));
    assert_eq!(app.run_once().await, (1, 0));
    let ada = app.sign_in("ada").await;
    app.say(&ada, &ticket, "Empty again!").await.expect(201);
    app.wait(Duration::days(20));
    assert_eq!(app.run_once().await, (0, 0), "an open ticket never closes by itself");
    assert_eq!(status(&app, &ticket).await, "open");

    let bob = app.sign_in("bob").await;
    resolve(&mut app, &bob, &ticket).await;
    app.wait(Duration::days(6) - Duration::SECOND);
    assert_eq!(app.run_once().await, (0, 0));
    app.wait(Duration::SECOND);
    assert_eq!(app.run_once().await, (1, 0));
    assert!(app.mails().await[0].text.contains(WARNING));
    app.wait(Duration::days(1));
    assert_eq!(app.run_once().await, (0, 1));
    app.finish().await;
}

#[tokio::test]
async fn sweeps_at_once_warn_once_and_close_once() {
    let mut app = TestApp::start().await;
    let (ada, bob, first) = resolved(&mut app).await;
    let mut tickets = vec![first];
    for n in 2..=8 {
        let ticket = app.open_ticket(&ada, &format!("Problem {n}")).await;
        resolve(&mut app, &bob, &ticket).await;
        tickets.push(ticket);
    }
    let sweep = || async { tokio::join!(app.run_once(), app.run_once(), app.run_once(), app.run_once()) };
    app.wait(Duration::days(6));
    let (a, b, c, d) = sweep().await;
    assert_eq!([a, b, c, d].iter().map(|swept| swept.0).sum::<u32>(), 8);
    app.wait(Duration::days(1));
    let (a, b, c, d) = sweep().await;
    assert_eq!([a, b, c, d].iter().map(|swept| swept.1).sum::<u32>(), 8);

    for ticket in &tickets {
        let history = history(&app, ticket).await;
        let times = |what: &str| history.iter().filter(|line| line.starts_with(what)).count();
        assert_eq!((times("closing_soon"), times("status_changed: resolved > closed")), (1, 1), "{history:#?}");
    }
    let mut mails = app.mails().await;
    mails.retain(|mail| mail.subject != "New tickets and sign-ups");
    let warnings: Vec<_> = mails.iter().filter(|mail| mail.text.contains(WARNING)).collect();
    assert_eq!(warnings.len(), 8);
    assert_eq!(mails.len(), 8 + 16, "each closing is told to its reporter and its assignee, once");
    app.finish().await;
}

#[tokio::test]
async fn a_desk_that_was_down_for_a_month_warns_before_it_closes() {
    let mut app = TestApp::start().await;
    let (_, _, ticket) = resolved(&mut app).await;
    app.stop().await;
    app.wait(Duration::days(30));
    app.start_again().await;
    assert_eq!(app.run_once().await, (1, 0), "nobody has less than a day to say that it is not solved");
    let mails = app.mails().await;
    assert!(mails[0].text.contains("It closes by itself on 2026-02-05 at 09:00 UTC."), "{}", mails[0].text);
    app.wait(Duration::days(1) - Duration::SECOND);
    assert_eq!(app.run_once().await, (0, 0));
    assert_eq!(status(&app, &ticket).await, "resolved");
    app.wait(Duration::SECOND);
    assert_eq!(app.run_once().await, (0, 1));
    app.finish().await;
}

#[tokio::test]
async fn a_desk_may_never_close_or_close_without_a_warning() {
    let mut app = TestApp::with("workflow.auto_close_after", "never").start().await;
    resolved(&mut app).await;
    app.wait(Duration::days(1_000));
    assert_eq!(app.run_once().await, (0, 0));
    app.finish().await;

    let mut app = TestApp::with("workflow.auto_close_warning", "never").start().await;
    let (_, _, ticket) = resolved(&mut app).await;
    app.wait(Duration::days(7) - Duration::SECOND);
    assert_eq!(app.run_once().await, (0, 0));
    app.wait(Duration::SECOND);
    assert_eq!(app.run_once().await, (0, 1));
    assert!(app.mails().await.iter().all(|mail| !mail.text.contains(WARNING)));
    assert!(history(&app, &ticket).await.iter().all(|line| !line.starts_with("closing_soon")));
    app.finish().await;
}

#[tokio::test]
async fn a_ticket_that_is_marked_unresolved_or_closed_by_hand_is_left_alone() {
    for by_hand in ["unresolved", "closed"] {
        let mut app = TestApp::start().await;
        let (_, bob, ticket) = resolved(&mut app).await;
        app.move_to(&bob, &ticket, by_hand).await.expect(200);
        app.wait(Duration::days(100));
        assert_eq!(app.run_once().await, (0, 0), "{by_hand}");
        assert_eq!(status(&app, &ticket).await, by_hand);
        app.finish().await;
    }
}

#[tokio::test]
async fn while_mail_is_paused_nobody_is_warned_and_nothing_closes() {
    let mut app = TestApp::start().await;
    let (_, _, ticket) = resolved(&mut app).await;
    app.running().desk().maintenance().settle_after_restore().await.unwrap();
    app.wait(Duration::days(100));
    assert_eq!(app.run_once().await, (0, 0));
    app.running().desk().maintenance().resume_mail(true).await.unwrap();
    assert_eq!(app.run_once().await, (1, 0), "a warning that was dropped would have warned nobody");
    assert!(app.mails().await[0].text.contains(WARNING));
    assert_eq!(status(&app, &ticket).await, "resolved");
    app.finish().await;
}

#[tokio::test]
async fn the_maintenance_works_by_itself() {
    let builder = TestAppBuilder::default().setting("upkeep.sweep_interval", "5ms").mail_by_itself();
    let app = builder.start().await;
    let ada = app.customer("ada").await;
    let ticket = app.open_ticket(&ada, "No paper").await;
    app.move_to(&ada, &ticket, "resolved").await.expect(200);
    assert_eq!(app.smtp.wait_for_mails(3).await.len(), 3, "her link and receipt, and the admin's news");
    app.until_nothing_is_under_way().await;
    app.wait(Duration::days(6));
    let warning = Mail::read(&app.smtp.wait_for_mails(4).await[3]);
    assert!(warning.to == "ada@example.com" && warning.text.contains(WARNING), "{warning:?}");
    app.until_nothing_is_under_way().await;
    app.wait(Duration::days(1));
    let closing = Mail::read(&app.smtp.wait_for_mails(5).await[4]);
    assert!(closing.to == "ada@example.com" && closing.text.contains("It is closed."), "{closing:?}");
    app.finish().await;
}

#[test]
fn a_warning_takes_a_time_or_never() {
    for (value, fits) in [("1d", true), ("never", true), ("0s", false), ("soon", false)] {
        let settings = Settings::defaults_with([("workflow.auto_close_warning", value.into())]);
        assert_eq!(settings.is_ok(), fits, "{value}");
    }
}

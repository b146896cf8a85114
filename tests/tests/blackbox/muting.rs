//! A person who mutes a ticket gets no more mails about it. The others still do.

use reqwest::Method;
use serde_json::{Value, json};
use time::Duration;

use crate::support::{Answer, Mail, Person, TestApp, path_of};

async fn mute(app: &TestApp, who: &Person, ticket: &Value) -> Answer {
    app.send(app.request(Method::PUT, &format!("{}/mute", path_of(ticket))).bearer_auth(&who.token)).await
}

async fn unmute(app: &TestApp, who: &Person, ticket: &Value) -> Answer {
    app.delete(who, &format!("{}/mute", path_of(ticket))).await
}

fn recipients(mails: &[Mail]) -> Vec<&str> {
    let mut to: Vec<_> = mails.iter().map(|mail| mail.to.as_str()).collect();
    to.sort_unstable();
    to
}

/// The customer ada, the engineer bob, and two tickets of hers that he works on. All mails are read.
async fn two_tickets(app: &mut TestApp) -> (Person, Person, Value, Value) {
    let bob = app.engineer("bob").await;
    let ada = app.customer("ada").await;
    let tickets = (app.open_ticket(&ada, "No paper").await, app.open_ticket(&ada, "No toner").await);
    app.mails().await;
    (ada, bob, tickets.0, tickets.1)
}

#[tokio::test]
async fn a_muted_ticket_stops_its_mails_for_that_person_only() {
    let mut app = TestApp::start().await;
    let (ada, bob, muted, other) = two_tickets(&mut app).await;
    for _ in 0..2 {
        assert_eq!(mute(&app, &ada, &muted).await.expect(204), Value::Null);
    }
    app.say(&bob, &muted, "Which floor?").await.expect(201);
    app.say(&bob, &other, "Which floor?").await.expect(201);
    let mails = app.mails().await;
    assert_eq!(recipients(&mails), ["ada@example.com"]);
    assert_eq!(mails[0].subject, "[#2] No toner");
    app.say(&ada, &muted, "The third.").await.expect(201);
    assert_eq!(recipients(&app.mails().await), ["bob@example.com"], "nobody else is affected");

    for _ in 0..2 {
        unmute(&app, &ada, &muted).await.expect(204);
    }
    app.say(&bob, &muted, "Refilled.").await.expect(201);
    assert_eq!(recipients(&app.mails().await), ["ada@example.com"]);
    app.finish().await;
}

#[tokio::test]
async fn the_assignee_can_mute_a_ticket_too_and_account_mails_still_come() {
    let mut app = TestApp::start().await;
    let (ada, bob, muted, _) = two_tickets(&mut app).await;
    mute(&app, &bob, &muted).await.expect(204);
    app.say(&ada, &muted, "The third.").await.expect(201);
    assert!(app.mails().await.is_empty());

    mute(&app, &ada, &muted).await.expect(204);
    let admin = app.superadmin().await;
    app.change_user(&admin, "ada", json!({"status": "suspended"})).await;
    let mails = app.mails().await;
    assert_eq!((recipients(&mails), mails[0].subject.as_str()), (vec!["ada@example.com"], "News about your account"));
    app.finish().await;
}

#[tokio::test]
async fn everybody_is_told_of_their_own_mute_and_of_nobody_elses() {
    let mut app = TestApp::start().await;
    let (ada, bob, ticket, _) = two_tickets(&mut app).await;
    let (before, history) = (app.ticket(&ada, &ticket).await, app.history(&ada, &ticket).await);
    assert_eq!(before["muted"], false);
    mute(&app, &ada, &ticket).await.expect(204);
    let after = app.ticket(&ada, &ticket).await;
    assert_eq!(after["muted"], true);
    assert_eq!((&after["version"], &after["updated_at"]), (&before["version"], &before["updated_at"]));
    assert_eq!(app.history(&app.superadmin().await, &ticket).await.len(), history.len(), "it is nobody's business");
    assert_eq!(app.ticket(&bob, &ticket).await["muted"], false);
    let changed = app.change_ticket(&ada, &ticket, json!({"title": "No paper at all"})).await.expect(200);
    assert_eq!(changed["muted"], true, "wherever one ticket is answered");
    let list = app.rows(&ada, "/tickets").await;
    assert!(list.iter().all(|row| row.get("muted").is_none()));
    app.finish().await;
}

#[tokio::test]
async fn only_what_can_be_seen_can_be_muted() {
    let mut app = TestApp::start().await;
    let (_, _, ticket, _) = two_tickets(&mut app).await;
    let stranger = app.customer("cyn").await;
    for nothing in [ticket, json!({"number": 99})] {
        mute(&app, &stranger, &nothing).await.expect_problem(404, "not-found");
        unmute(&app, &stranger, &nothing).await.expect_problem(404, "not-found");
    }
    app.finish().await;
}

#[tokio::test]
async fn a_muted_ticket_closes_all_the_same_without_a_mail() {
    let mut app = TestApp::start().await;
    let (ada, _, ticket, _) = two_tickets(&mut app).await;
    mute(&app, &ada, &ticket).await.expect(204);
    app.move_to(&ada, &ticket, "resolved").await.expect(200);
    app.mails().await;
    app.wait(Duration::days(6));
    assert_eq!(app.run_once().await, (1, 0));
    app.wait(Duration::days(1));
    assert_eq!(app.run_once().await, (0, 1));
    assert_eq!(recipients(&app.mails().await), ["bob@example.com"]);
    app.finish().await;
}

use serde_json::{Value, json};
use time::Duration;

use super::scene::{DESK, Scene, scene};
use super::{Letter, MAIL_WAITS, answerable, reply_to};
use crate::support::feed::{poll_all, until_in_feed};
use crate::support::{Mail, Person, TestApp, path_of};

fn about_held_mail(mails: Vec<Mail>) -> Vec<Mail> {
    mails.into_iter().filter(|mail| mail.subject == MAIL_WAITS).collect()
}

/// A mail of a stranger that waits for a decision.
async fn hold(app: &TestApp, subject: &str) -> Value {
    app.receive(&Letter::new("Eve <eve@client.example>", DESK).subject(subject)).await
}

async fn letters_to(app: &mut TestApp, admin: &Person) -> Vec<Mail> {
    let letters = about_held_mail(app.mails().await);
    letters.into_iter().filter(|mail| mail.to == admin.email).collect()
}

#[tokio::test]
async fn the_assignee_hears_that_a_mail_to_their_ticket_waits_and_no_customer_does() {
    let mut app = answerable().start().await;
    let Scene { ada, lin, ticket, to_ada, .. } = scene(&mut app).await;
    let robot = Letter::new("no-reply@saas.example", &reply_to(&to_ada)).text("Your code is 1234.\n");
    let mail = app.receive(&robot).await;
    assert_eq!(mail["state"], "held", "{mail}");
    let letters = app.mails().await;
    assert_eq!(letters.iter().map(|mail| mail.to.as_str()).collect::<Vec<_>>(), [lin.email.as_str()]);
    let letter = &letters[0];
    assert_eq!(letter.subject, MAIL_WAITS);
    for words in ["no-reply@saas.example", "a reply address that another person got", "#1 No paper"] {
        assert!(
            letter.text.contains(words) && letter.html.contains(words.trim_start_matches("#1 ")),
            "{}",
            letter.text
        );
    }
    assert!(letter.text.contains(mail["id"].as_str().unwrap()) && !letter.text.contains("1234"), "{}", letter.text);
    assert_eq!(letter.header("auto-submitted"), "auto-generated");

    until_in_feed(&app, &app.superadmin().await, &ticket).await;
    let history = app.rows(&lin, &format!("{}/history", path_of(&ticket))).await;
    let event = history.iter().find(|event| event["kind"] == "mail_held").unwrap();
    assert_eq!((&event["after"], &event["by"]), (&json!("foreign_address"), &Value::Null), "the sender is not proven");
    assert!(poll_all(&app, &lin, 100).await.iter().any(|event| event["kind"] == "mail_held"));
    for event in app.rows(&ada, &format!("{}/history", path_of(&ticket))).await {
        assert_ne!(event["kind"], "mail_held");
    }
    assert!(poll_all(&app, &ada, 100).await.iter().all(|event| event["kind"] != "mail_held"));
    app.finish().await;
}

#[tokio::test]
async fn admins_hear_of_mail_to_a_ticket_whose_assignee_is_gone() {
    let mut app = answerable().start().await;
    let Scene { lin, ticket, to_ada, .. } = scene(&mut app).await;
    let root = app.superadmin().await;
    app.say(&lin, &ticket, "Refilled.").await.expect(201);
    app.move_to(&lin, &ticket, "resolved").await.expect(200);
    app.change_user(&root, "lin", json!({"status": "suspended"})).await;
    app.mails().await;
    app.receive(&Letter::new("no-reply@saas.example", &reply_to(&to_ada))).await;
    let letters = about_held_mail(app.mails().await);
    assert_eq!(letters.iter().map(|mail| mail.to.as_str()).collect::<Vec<_>>(), ["admin@desk.example.com"]);
    app.finish().await;
}

#[tokio::test]
async fn admins_hear_of_what_names_no_ticket_at_once_and_then_hourly_of_all_that_waits() {
    let mut app = answerable().setting("mail.in.strangers", "hold").start().await;
    let kim = app.admin("kim").await;
    app.mails().await;
    hold(&app, "The door").await;
    let first = letters_to(&mut app, &kim).await;
    assert_eq!(first.len(), 1);
    assert!(first[0].text.contains("The door, from eve@client.example"), "{}", first[0].text);

    let window = hold(&app, "The window").await;
    hold(&app, "The roof").await;
    app.wait(Duration::minutes(59));
    assert_eq!(letters_to(&mut app, &kim).await.len(), 0, "an hour has not passed");
    let kim = app.sign_in("kim").await;
    app.decide(&kim, &window, json!({"decision": "reject"})).await.expect(200);
    app.wait(Duration::minutes(1));
    let second = letters_to(&mut app, &kim).await;
    assert_eq!(second.len(), 1, "one letter for both");
    let text = &second[0].text;
    assert!(text.contains("The roof") && text.contains("The door") && !text.contains("The window"), "{text}");
    app.finish().await;
}

#[tokio::test]
async fn a_letter_about_mail_that_was_decided_meanwhile_is_not_sent() {
    let mut app = answerable().setting("mail.in.strangers", "hold").start().await;
    let kim = app.admin("kim").await;
    app.mails().await;
    let held = hold(&app, "The door").await;
    app.decide(&kim, &held, json!({"decision": "reject"})).await.expect(200);
    assert_eq!(about_held_mail(app.mails().await).len(), 0);
    app.finish().await;
}

#[tokio::test]
async fn an_admin_gets_these_letters_daily_or_not_at_all_as_they_choose() {
    let mut app = answerable().setting("mail.in.strangers", "hold").start().await;
    let (kim, max) = (app.admin("kim").await, app.admin("max").await);
    let me = app.get(&kim, "/me").await.expect(200);
    assert_eq!(me["digests"]["mail_held"], "hourly", "{me}");
    app.patch(&kim, "/me", json!({"digests": {"mail_held": "daily"}})).await.expect(200);
    app.patch(&max, "/me", json!({"notifications": {"mail_held": false}})).await.expect(200);
    app.mails().await;
    hold(&app, "The door").await;
    let recipients = |mails: Vec<Mail>| about_held_mail(mails).into_iter().map(|mail| mail.to).collect::<Vec<_>>();
    assert_eq!(recipients(app.mails().await), ["admin@desk.example.com"]);
    app.wait(Duration::DAY);
    assert_eq!(recipients(app.mails().await), [kim.email.as_str()]);
    app.finish().await;
}

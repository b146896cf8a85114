use deskhand_tests::smtp::{Misbehavior, Moment};
use serde_json::{Value, json};
use time::Duration;

use crate::support::{Mail, Person, TestApp};

/// Ada's ticket, which bob works on. Both got their first letters about it.
async fn busy_ticket() -> (TestApp, Person, Person, Value) {
    let mut app = TestApp::with("mail.gather", "2m").start().await;
    let (bob, ada) = (app.engineer("bob").await, app.customer("ada").await);
    app.mails().await;
    let ticket = app.open_ticket(&ada, "No paper").await;
    let first = app.mails().await;
    assert_eq!((to(&first, &ada).len(), to(&first, &bob).len()), (1, 1), "the first letter goes at once");
    (app, bob, ada, ticket)
}

fn to<'a>(mails: &'a [Mail], who: &Person) -> Vec<&'a Mail> {
    mails.iter().filter(|mail| mail.to == who.email).collect()
}

/// What was mailed to this person about the ticket: kind, state, and whether it is in another letter.
async fn receipts(app: &TestApp, who: &str) -> Vec<(String, String, bool)> {
    let rows = app.rows(&app.superadmin().await, "/tickets/1/notifications").await;
    let theirs = rows.iter().filter(|row| row["recipient"]["username"] == who);
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    theirs.map(|row| (word(&row["kind"]), word(&row["state"]), row["joins"].is_string())).collect()
}

fn receipt(kind: &str, state: &str, joins: bool) -> (String, String, bool) {
    (kind.to_owned(), state.to_owned(), joins)
}

#[tokio::test]
async fn several_events_within_two_minutes_are_one_letter_in_their_order() {
    let (mut app, bob, ada, ticket) = busy_ticket().await;
    let eve = app.admin("eve").await;
    app.mails().await;
    app.wait(Duration::seconds(20));
    app.say(&bob, &ticket, "Which floor?").await.expect(201);
    app.wait(Duration::seconds(20));
    app.change_ticket(&eve, &ticket, json!({"priority": "high"})).await.expect(200);
    app.wait(Duration::seconds(20));
    app.say(&bob, &ticket, "I refilled all of them.").await.expect(201);
    app.wait(Duration::SECOND);
    app.move_to(&bob, &ticket, "resolved").await.expect(200);
    app.wait(Duration::seconds(58));
    assert!(to(&app.mails().await, &ada).is_empty(), "two minutes after the receipt");
    app.wait(Duration::SECOND);
    let mails = app.mails().await;
    let [letter] = to(&mails, &ada)[..] else { panic!("{mails:#?}") };
    let places = [
        "Several things happened",
        "bob the engineer (engineer) wrote:\n\n> Which floor?",
        "eve the admin (admin) changed your ticket.",
        "> I refilled all of them.",
        "It is resolved.",
        "Status: resolved; priority: high",
        "answer=solved",
        "/mute?token=",
    ]
    .map(|words| letter.text.find(words).unwrap_or_else(|| panic!("{words}\n{}", letter.text)));
    assert!(places.is_sorted(), "{places:?}\n{}", letter.text);
    assert_eq!((letter.subject.as_str(), letter.header("auto-submitted")), ("[#1] No paper", ""));
    assert!(letter.header("list-unsubscribe").contains("/mute?token="));
    let expected = [
        receipt("ticket_opened", "sent", false),
        receipt("response_posted", "sent", false),
        receipt("ticket_changed", "joined", true),
        receipt("response_posted", "joined", true),
        receipt("ticket_changed", "joined", true),
    ];
    assert_eq!(receipts(&app, "ada").await, expected);

    app.wait(Duration::minutes(2));
    app.say(&bob, &ticket, "Is it good now?").await.expect(201);
    assert_eq!(to(&app.mails().await, &ada).len(), 1, "after two quiet minutes a letter goes at once");
    app.finish().await;
}

#[tokio::test]
async fn what_is_muted_meanwhile_is_not_in_the_letter_and_says_so() {
    let (mut app, bob, ada, ticket) = busy_ticket().await;
    let eve = app.admin("eve").await;
    app.change_ticket(&eve, &ticket, json!({"priority": "high"})).await.expect(200);
    app.wait(Duration::SECOND);
    app.say(&bob, &ticket, "Which floor?").await.expect(201);
    app.wait(Duration::SECOND);
    app.change_ticket(&eve, &ticket, json!({"priority": "urgent"})).await.expect(200);
    app.patch(&ada, "/me", json!({"notifications": {"ticket_changed": false}})).await.expect(200);
    app.wait(Duration::minutes(2));
    let mails = app.mails().await;
    let [letter] = to(&mails, &ada)[..] else { panic!("{mails:#?}") };
    assert!(letter.text.contains("> Which floor?") && !letter.text.contains("priority is now"), "{}", letter.text);
    assert!(!letter.text.contains("Several things"), "one is left: {}", letter.text);
    let expected = [
        receipt("ticket_opened", "sent", false),
        receipt("ticket_changed", "dropped", false),
        receipt("response_posted", "sent", false),
        receipt("ticket_changed", "dropped", false),
    ];
    assert_eq!(receipts(&app, "ada").await, expected);
    let dropped = app.rows(&app.superadmin().await, "/admin/outbox?state=dropped").await;
    assert!(dropped.iter().all(|mail| mail["last_error"] == "the recipient muted this kind of mail"), "{dropped:?}");
    app.finish().await;
}

#[tokio::test]
async fn a_note_in_the_letter_makes_the_answer_a_note() {
    let mut app = TestApp::with("mail.gather", "2m")
        .setting("mail.in.address", "support@desk.example.com")
        .setting("mail.in.reply_address", "support+{tag}@desk.example.com")
        .start()
        .await;
    let (bob, ada, eve) = (app.engineer("bob").await, app.customer("ada").await, app.admin("eve").await);
    let ticket = app.open_ticket(&ada, "No paper").await;
    app.mails().await;
    app.note(&eve, &ticket, "canary-4711").await.expect(201);
    app.say(&ada, &ticket, "Any news?").await.expect(201);
    app.wait(Duration::minutes(2));
    let mails = app.mails().await;
    let [letter] = to(&mails, &bob)[..] else { panic!("{mails:#?}") };
    assert!(letter.text.contains("canary-4711") && letter.text.contains("> Any news?"), "{}", letter.text);
    assert!(letter.header("reply-to").contains("support+n1-"), "{}", letter.header("reply-to"));
    assert!(mails.iter().all(|mail| mail.to != ada.email), "nothing of it goes to the customer");
    app.finish().await;
}

#[tokio::test]
async fn a_letter_that_is_tried_again_reports_the_same_events_and_later_ones_are_another() {
    let (mut app, bob, ada, ticket) = busy_ticket().await;
    app.say(&bob, &ticket, "Which floor?").await.expect(201);
    app.wait(Duration::SECOND);
    app.say(&bob, &ticket, "And which printer?").await.expect(201);
    app.wait(Duration::minutes(2));
    app.smtp.once(Moment::FinalDot, Misbehavior::answer(451, "4.3.0 try later"));
    assert!(to(&app.mails().await, &ada).is_empty());
    app.say(&bob, &ticket, "I am there.").await.expect(201);
    app.wait(Duration::seconds(10));
    let again = app.mails().await;
    let [letter] = to(&again, &ada)[..] else { panic!("{again:#?}") };
    assert!(letter.text.contains("> Which floor?") && letter.text.contains("> And which printer?"), "{}", letter.text);
    assert!(!letter.text.contains("I am there."), "{}", letter.text);
    app.wait(Duration::minutes(2));
    let later = app.mails().await;
    let [letter] = to(&later, &ada)[..] else { panic!("{later:#?}") };
    assert!(letter.text.contains("> I am there.") && !letter.text.contains("Which floor?"), "{}", letter.text);
    app.finish().await;
}

#[tokio::test]
async fn every_event_of_a_flood_is_in_exactly_one_letter() {
    let (mut app, bob, ada, ticket) = busy_ticket().await;
    for n in 0..45 {
        app.say(&bob, &ticket, &format!("Event {n}.")).await.expect(201);
        app.wait(Duration::SECOND);
    }
    app.wait(Duration::minutes(4));
    let mails = app.mails().await;
    let letters = to(&mails, &ada);
    assert!((3..=4).contains(&letters.len()), "{}", letters.len());
    for n in 0..45 {
        let words = format!("> Event {n}.");
        assert_eq!(letters.iter().filter(|mail| mail.text.contains(&words)).count(), 1, "{words}");
    }
    app.finish().await;
}

use serde_json::{Value, json};
use time::Duration;

use crate::support::{Mail, Person, TestApp};

async fn choose(app: &TestApp, who: &Person, digests: Value) -> Value {
    app.patch(who, "/me", json!({ "digests": digests })).await.expect(200)
}

fn to<'a>(mails: &'a [Mail], who: &Person) -> Vec<&'a Mail> {
    mails.iter().filter(|mail| mail.to == who.email).collect()
}

/// Ada with two tickets that bob works on. It is Monday, 9:00 UTC.
async fn two_tickets() -> (TestApp, Person, Person, [Value; 2]) {
    let mut app = TestApp::start().await;
    let (bob, ada) = (app.engineer("bob").await, app.customer("ada").await);
    let tickets = [app.open_ticket(&ada, "No paper").await, app.open_ticket(&ada, "No toner").await];
    app.mails().await;
    (app, bob, ada, tickets)
}

#[tokio::test]
async fn a_daily_letter_comes_at_eight_by_the_clock_of_the_reader() {
    let (mut app, bob, ada, [first, second]) = two_tickets().await;
    choose(&app, &ada, json!({"response_posted": "daily", "ticket_changed": "daily"})).await;
    app.patch(&ada, "/me", json!({"time_zone": "America/New_York", "language": "de"})).await.expect(200);
    app.say(&bob, &first, "Which floor?").await.expect(201);
    app.wait(Duration::seconds(1));
    app.say(&bob, &second, "Black or colour?").await.expect(201);
    app.wait(Duration::seconds(1));
    app.change_ticket(&bob, &first, json!({"priority": "high"})).await.expect(200);
    // 9:00 UTC is 4:00 in New York.
    app.wait(Duration::hours(4) - Duration::seconds(3));
    assert!(to(&app.mails().await, &ada).is_empty());
    app.wait(Duration::seconds(1));
    let mails = app.mails().await;
    let [letter] = to(&mails, &ada)[..] else { panic!("{mails:#?}") };
    assert_eq!(letter.subject, "Neues zu Ihren Tickets");
    let places = [
        "#1 No paper\nStatus: offen; Priorität: hoch",
        "/tickets/1",
        "> Which floor?",
        "Die Priorität ist jetzt hoch",
        "#2 No toner",
        "/tickets/2",
        "> Black or colour?",
    ]
    .map(|words| letter.text.find(words).unwrap_or_else(|| panic!("{words}\n{}", letter.text)));
    assert!(places.is_sorted(), "{places:?}\n{}", letter.text);
    let headers = ["list-unsubscribe", "list-id", "references", "in-reply-to"].map(|name| letter.header(name));
    assert_eq!((headers, letter.header("auto-submitted")), ([""; 4], "auto-generated"));
    assert!(!letter.text.contains("/mute?token="), "{}", letter.text);

    let bob = app.sign_in("bob").await;
    app.say(&bob, &first, "Any news?").await.expect(201);
    assert!(to(&app.mails().await, &ada).is_empty());
    app.wait(Duration::days(1));
    let mails = app.mails().await;
    let [letter] = to(&mails, &ada)[..] else { panic!("{mails:#?}") };
    assert!(letter.subject == "[#1] No paper" && letter.text.contains("/mute?token="), "one ticket: {letter:#?}");
    app.finish().await;
}

#[tokio::test]
async fn hourly_is_a_letter_at_once_and_then_one_an_hour_and_other_kinds_come_as_ever() {
    let (mut app, bob, ada, [first, second]) = two_tickets().await;
    choose(&app, &ada, json!({"response_posted": "hourly"})).await;
    app.say(&bob, &first, "Which floor?").await.expect(201);
    assert_eq!(to(&app.mails().await, &ada).len(), 1);
    app.wait(Duration::minutes(30));
    let bob = app.sign_in("bob").await;
    app.say(&bob, &first, "And which printer?").await.expect(201);
    app.say(&bob, &second, "Black or colour?").await.expect(201);
    app.change_ticket(&bob, &first, json!({"priority": "high"})).await.expect(200);
    let mails = app.mails().await;
    let [change] = to(&mails, &ada)[..] else { panic!("{mails:#?}") };
    assert!(change.text.contains("priority is now high"), "{}", change.text);
    app.wait(Duration::minutes(30));
    let mails = app.mails().await;
    let [letter] = to(&mails, &ada)[..] else { panic!("{mails:#?}") };
    assert!(letter.text.contains("> And which printer?") && letter.text.contains("> Black or colour?"));
    app.finish().await;
}

#[tokio::test]
async fn what_the_reader_lost_or_muted_meanwhile_is_not_in_the_letter() {
    let (mut app, bob, ada, [first, second]) = two_tickets().await;
    let root = app.superadmin().await;
    let third = app.open_ticket(&ada, "No power").await;
    choose(&app, &bob, json!({"request_posted": "daily"})).await;
    for (ticket, words) in [(&first, "canary-1"), (&second, "canary-2"), (&third, "canary-3")] {
        app.wait(Duration::seconds(1));
        app.say(&ada, ticket, words).await.expect(201);
    }
    app.patch(&bob, "/me", json!({"availability": "away"})).await.expect(200);
    app.change_ticket(&root, &first, json!({"assignee": null})).await.expect(200);
    app.delete(&root, "/tickets/2").await.expect(204);
    app.mails().await;
    app.wait(Duration::hours(23));
    let mails = app.mails().await;
    let letters: Vec<_> = to(&mails, &bob).into_iter().filter(|mail| mail.text.contains("canary")).collect();
    let [letter] = letters[..] else { panic!("{mails:#?}") };
    assert!(letter.text.contains("> canary-3") && letter.subject == "[#3] No power", "{letter:#?}");
    assert!(!letter.text.contains("canary-1") && !letter.text.contains("canary-2"), "{}", letter.text);
    app.finish().await;
}

#[tokio::test]
async fn only_oneself_sees_and_makes_the_choice_and_what_is_wrong_is_named() {
    let app = TestApp::start().await;
    let (ada, root) = (app.customer("ada").await, app.superadmin().await);
    let me = choose(&app, &ada, json!({"request_posted": "hourly", "ticket_changed": "daily"})).await;
    let all = me["digests"].as_object().unwrap();
    assert_eq!((&all["request_posted"], &all["ticket_changed"]), (&json!("hourly"), &json!("daily")));
    assert!(all["note_posted"] == "at_once" && !all.contains_key("password_changed"), "{all:?}");
    assert_eq!(app.get(&root, "/users/ada").await.expect(200).get("digests"), None);
    let me = choose(&app, &ada, json!({"request_posted": "at_once"})).await;
    assert_eq!(
        (&me["digests"]["request_posted"], &me["digests"]["ticket_changed"]),
        (&json!("at_once"), &json!("daily"))
    );
    for (wrong, pointer, code) in [
        (json!({"password_changed": "daily"}), "/digests/password_changed", "cannot_be_delayed"),
        (json!({"weather": "daily"}), "/digests/weather", "unknown"),
        (json!({"note_posted": "weekly"}), "/digests/note_posted", "format"),
        (json!({"note_posted": true}), "/digests/note_posted", "type"),
        (json!({"note_posted": null}), "/digests/note_posted", "null"),
    ] {
        let answer = app.patch(&ada, "/me", json!({ "digests": wrong })).await;
        let error = answer.expect_problem(422, "invalid-fields")["errors"][0].clone();
        assert_eq!((&error["pointer"], &error["code"]), (&json!(pointer), &json!(code)), "{error}");
    }
    app.finish().await;
}

//! In which language and time zone letters are, and whose templates they are made of.

use serde_json::{Value, json};
use time::Duration;

use crate::support::{Mail, Person, TestApp};

fn the_one(mut mails: Vec<Mail>, to: &str) -> Mail {
    mails.retain(|mail| mail.to == to);
    assert_eq!(mails.len(), 1, "{mails:#?}");
    mails.remove(0)
}

async fn choose(app: &TestApp, who: &Person, change: Value) -> Value {
    app.patch(who, "/me", change).await.expect(200)
}

/// A ticket of ada's that bob has resolved six days ago; she is about to be warned.
async fn about_to_close(app: &mut TestApp, ada: &Person) {
    let bob = app.engineer("bob").await;
    let ticket = app.open_ticket(ada, "No paper").await;
    app.say(&bob, &ticket, "Refilled.").await.expect(201);
    app.move_to(&bob, &ticket, "resolved").await.expect(200);
    app.mails().await;
    app.wait(Duration::days(6));
    assert_eq!(app.run_once().await, (1, 0));
}

#[tokio::test]
async fn a_german_gets_german_letters_with_the_times_of_their_clock() {
    let mut app = TestApp::start().await;
    let ada = app.customer("ada").await;
    let me = choose(&app, &ada, json!({"language": "de", "time_zone": "europe/berlin"})).await;
    assert_eq!((&me["language"], &me["time_zone"]), (&json!("de"), &json!("Europe/Berlin")));
    about_to_close(&mut app, &ada).await;
    let warning = the_one(app.mails().await, &ada.email);
    assert_eq!(warning.subject, "[#1] No paper");
    assert!(warning.text.contains("Guten Tag ada the customer,\n\nIhr Ticket wurde gelöst"), "{}", warning.text);
    assert!(
        warning.text.contains("Am 12.01.2026 um 10:00 Uhr MEZ wird es automatisch geschlossen."),
        "{}",
        warning.text
    );
    assert!(warning.html.contains("<html lang=\"de\">"), "{}", warning.html);
    app.finish().await;
}

#[tokio::test]
async fn the_desks_own_language_and_time_zone_are_for_who_chose_none() {
    let mut app = TestApp::with("mail.language", "de").setting("mail.time_zone", "Asia/Tokyo").start().await;
    let ada = app.customer("ada").await;
    about_to_close(&mut app, &ada).await;
    let warning = the_one(app.mails().await, &ada.email);
    assert!(warning.text.contains("Am 12.01.2026 um 18:00 Uhr JST"), "{}", warning.text);
    choose(&app, &app.sign_in("ada").await, json!({"language": "en"})).await;
    app.open_ticket(&app.sign_in("ada").await, "No toner").await;
    let receipt = the_one(app.mails().await, &ada.email);
    assert!(receipt.text.contains("Thank you for writing to us."), "{}", receipt.text);
    app.finish().await;
}

#[tokio::test]
async fn the_first_letter_is_in_the_language_of_the_sign_up() {
    let mut app = TestApp::start().await;
    let mut account = TestApp::account("ada", "customer");
    account["language"] = json!("de");
    app.post_anonymously("/auth/signup", account.clone()).await.expect(201);
    assert_eq!(the_one(app.mails().await, "ada@example.com").subject, "Bitte bestätigen Sie Ihre E-Mail-Adresse");
    let (root, mut invited) = (app.superadmin().await, TestApp::account("max", "customer"));
    invited["language"] = json!("de");
    invited["time_zone"] = json!("Europe/Vienna");
    invited.as_object_mut().unwrap().remove("password");
    let max = app.post(&root, "/users", invited).await.expect(201);
    assert_eq!((&max["language"], &max["time_zone"]), (&json!("de"), &json!("Europe/Vienna")));
    assert_eq!(the_one(app.mails().await, "max@example.com").subject, "Einladung zum Helpdesk");
    app.finish().await;
}

#[tokio::test]
async fn only_oneself_and_admins_see_and_change_the_choice() {
    let app = TestApp::start().await;
    let (ada, bob, root) = (app.customer("ada").await, app.engineer("bob").await, app.superadmin().await);
    let ticket = app.open_ticket(&ada, "No paper").await;
    assert_eq!(ticket["reporter"].get("language"), None, "a short form has no such field");
    let signed_up = app.sign_up("max", "customer").await.expect(201);
    assert_eq!((signed_up.get("language"), signed_up.get("time_zone")), (None, None), "nobody is signed in yet");
    let change = json!({"language": "de", "time_zone": "Europe/Berlin"});
    app.patch(&bob, "/users/ada", change.clone()).await.expect_problem(404, "not-found");
    let changed = app.change_user(&root, "ada", change).await;
    assert_eq!((&changed["language"], &changed["time_zone"]), (&json!("de"), &json!("Europe/Berlin")));
    let me = choose(&app, &ada, json!({"language": null, "time_zone": null})).await;
    assert_eq!((&me["language"], &me["time_zone"]), (&Value::Null, &Value::Null));
    app.finish().await;
}

#[tokio::test]
async fn a_time_zone_that_is_none_is_refused_by_its_field() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;
    let answer = app.patch(&ada, "/me", json!({"time_zone": "Europe/Atlantis", "name": "Ada"})).await;
    let error = answer.expect_problem(422, "invalid-fields")["errors"][0].clone();
    assert_eq!((&error["pointer"], &error["code"]), (&json!("/time_zone"), &json!("format")));
    assert!(error["detail"].as_str().unwrap().contains("Europe/Berlin"), "{error}");
    assert_ne!(app.get(&ada, "/me").await.expect(200)["name"], "Ada", "nothing changed");
    app.finish().await;
}

#[tokio::test]
async fn an_own_template_makes_one_letter_and_own_words_another() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let file = folder.path().join(name);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, text).unwrap();
    };
    write("ticket_opened/body.txt", "We have #{{ mail.ticket.number }}, {{ mail.to_name or mail.desk }}.");
    write("words/en.ftl", "opening-response = Somebody answered you.\n");
    let mut app = TestApp::with("mail.templates", folder.path().to_str().unwrap()).start().await;
    let (bob, ada) = (app.engineer("bob").await, app.customer("ada").await);
    app.mails().await;
    let ticket = app.open_ticket(&ada, "No paper").await;
    let receipt = the_one(app.mails().await, &ada.email);
    assert_eq!(receipt.text, "We have #1, ada the customer.");
    assert!(receipt.html.contains("Thank you for writing to us."), "the other part is the built-in one");
    app.say(&bob, &ticket, "Refilled.").await.expect(201);
    let answer = the_one(app.mails().await, &ada.email);
    assert!(answer.text.contains("Somebody answered you."), "{}", answer.text);
    app.finish().await;
}

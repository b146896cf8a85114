use serde_json::{Value, json};

use super::scene::{DESK, Scene, scene};
use super::{Letter, answerable, reply_to};
use crate::security_log::entries;
use crate::support::path_of;

#[tokio::test]
async fn a_mail_to_the_address_of_another_person_waits_where_no_customer_sees_it() {
    let mut app = answerable().start().await;
    let Scene { ada, lin, ticket, to_ada, .. } = scene(&mut app).await;
    let other = app.engineer("kim").await;
    app.mails().await;
    let robot = Letter::new("no-reply@saas.example", &reply_to(&to_ada)).text("Your code is 1234.\n");
    let mail = app.receive(&robot).await;
    assert_eq!((&mail["state"], &mail["reason"]), (&json!("held"), &json!("foreign_address")), "{mail}");
    assert_eq!((&mail["text"], &mail["ticket"]["number"]), (&json!("Your code is 1234."), &json!(1)));
    assert!(app.mails().await.iter().all(|letter| letter.to == lin.email && !letter.text.contains("1234")));
    for path in [path_of(&ticket), format!("{}/messages", path_of(&ticket)), "/tickets?q=1234".to_owned()] {
        assert!(!app.get(&ada, &path).await.body.contains("1234"), "{path}");
    }
    app.get(&ada, "/mail/in").await.expect_problem(403, "forbidden");
    let seen = |rows: &[Value]| rows.iter().map(|row| row["id"].clone()).collect::<Vec<_>>();
    assert_eq!(seen(&app.rows(&lin, "/mail/in?state=held").await), std::slice::from_ref(&mail["id"]));
    assert!(app.rows(&other, "/mail/in").await.is_empty(), "it is not of a ticket of theirs");
    app.incoming(&other, &mail).await.expect_problem(404, "not-found");
    app.decide(&other, &mail, json!({"decision": "reject"})).await.expect_problem(404, "not-found");

    app.decide(&lin, &mail, json!({"decision": "take"})).await.expect_problem(409, "sender-has-no-part");
    let noted = app.decide(&lin, &mail, json!({"decision": "note"})).await.expect(200);
    assert_eq!((&noted["reason"], &noted["state"]), (&json!("posted"), &json!("settled")));
    let messages = app.rows(&lin, &format!("{}/messages", path_of(&ticket))).await;
    let note = &messages[1];
    assert_eq!((&note["kind"], &note["author"]["username"]), (&json!("note"), &json!("lin")));
    let words = "Mail from no-reply@saas.example: An answer\n\nYour code is 1234.";
    assert_eq!(note["body"], words);
    app.decide(&lin, &mail, json!({"decision": "reject"})).await.expect_problem(409, "mail-not-held");
    app.finish().await;
}

#[tokio::test]
async fn a_held_mail_opens_a_ticket_for_its_sender_or_for_the_one_who_is_named_or_is_rejected() {
    let app = answerable().setting("mail.in.strangers", "hold").start().await;
    let (lin, kim) = (app.engineer("lin").await, app.admin("kim").await);
    let hold = async |from: &str, subject: &str| app.receive(&Letter::new(from, DESK).subject(subject)).await;
    let stranger = hold("Eve <eve@client.example>", "The door").await;
    assert_eq!(stranger["reason"], "stranger", "{stranger}");
    app.incoming(&lin, &stranger).await.expect_problem(404, "not-found");
    let opened = app.decide(&kim, &stranger, json!({"decision": "open"})).await.expect(200);
    assert_eq!((&opened["reason"], &opened["ticket"]["number"]), (&json!("opened"), &json!(1)), "{opened}");
    assert_eq!(app.get(&kim, "/tickets/1").await.expect(200)["reporter"]["name"], "Eve");

    let forward = Letter::new(&lin.email, DESK).subject("Fwd: The window");
    let forward =
        forward.text("Please see to it.\n\n---------- Forwarded message ----------\nFrom: Bob <bob@client.example>\n");
    let forward = app.receive(&forward).await;
    assert_eq!((&forward["reason"], &forward["original_sender"]), (&json!("forward"), &json!("bob@client.example")));
    assert_eq!(stranger["original_sender"], Value::Null);
    app.decide(&kim, &forward, json!({"decision": "note", "sender": "bob@client.example"})).await.expect(422);
    let decision = json!({"decision": "open", "sender": "bob@client.example"});
    let opened = app.decide(&kim, &forward, decision).await.expect(200);
    assert_eq!(opened["ticket"]["number"], 2, "{opened}");
    let reporter = app.get(&kim, "/tickets/2").await.expect(200)["reporter"]["username"].clone();
    let bob = app.get(&kim, &format!("/users/{}", reporter.as_str().unwrap())).await.expect(200);
    assert_eq!(bob["email"], "bob@client.example");

    let junk = hold("junk@client.example", "Win").await;
    let rejected = app.decide(&kim, &junk, json!({"decision": "reject"})).await.expect(200);
    assert_eq!(rejected["reason"], "rejected");
    app.decide(&kim, &junk, json!({"decision": "burn"})).await.expect_problem(422, "invalid-fields");
    let nobody = hold("support@desk.example.com", "Myself").await;
    assert_eq!(nobody["reason"], "no_sender", "{nobody}");
    let problem = app.decide(&kim, &nobody, json!({"decision": "open"})).await.expect_problem(422, "invalid-fields");
    assert_eq!(problem["errors"][0]["pointer"], "/sender");
    app.finish().await;
}

#[tokio::test]
async fn an_engineer_opens_a_ticket_for_another_person_only_where_staff_forwarded_their_mail() {
    let mut app = answerable().start().await;
    let Scene { lin, to_ada, .. } = scene(&mut app).await;
    let mail = app.receive(&Letter::new("mallory@example.org", &reply_to(&to_ada))).await;
    let as_admin = json!({"decision": "open", "sender": "admin@example.com"});
    app.decide(&lin, &mail, as_admin).await.expect_problem(403, "forbidden");
    let opened = app.decide(&lin, &mail, json!({"decision": "open"})).await.expect(200);
    assert_eq!(opened["reason"], "opened");
    app.finish().await;
}

#[tokio::test]
async fn a_mail_of_an_account_that_is_not_in_use_opens_no_ticket() {
    let mut app = answerable().start().await;
    let Scene { ada, lin, to_ada, .. } = scene(&mut app).await;
    let root = app.superadmin().await;
    app.patch(&root, "/users/ada", json!({"status": "suspended"})).await.expect(200);
    let mail = app.receive(&Letter::new(&ada.email, &reply_to(&to_ada))).await;
    assert_eq!(mail["reason"], "account_not_in_use");
    app.decide(&lin, &mail, json!({"decision": "open"})).await.expect_problem(422, "invalid-fields");
    app.decide(&lin, &mail, json!({"decision": "take"})).await.expect_problem(409, "sender-has-no-part");
    assert_eq!(app.incoming(&lin, &mail).await.expect(200)["state"], "held");
    app.finish().await;
}

#[tokio::test]
async fn a_raw_mail_is_for_admins_and_the_security_log_says_who_read_it() {
    let mut app = answerable().start().await;
    let Scene { lin, to_ada, .. } = scene(&mut app).await;
    let letter = Letter::new("mallory@example.org", &reply_to(&to_ada));
    let mail = app.receive(&letter).await;
    let path = format!("/mail/in/{}/raw", mail["id"].as_str().unwrap());
    app.get(&lin, &path).await.expect_problem(403, "forbidden");
    let root = app.superadmin().await;
    let raw = app.get(&root, &path).await;
    assert_eq!(
        (raw.body.as_bytes(), raw.header("content-type").as_str()),
        (letter.raw().as_slice(), "application/octet-stream")
    );
    assert!(raw.header("content-disposition").starts_with("attachment"), "{}", raw.header("content-disposition"));
    let log = entries(&app, &root, "kind=raw_mail_read", 1).await;
    assert_eq!(log[0]["detail"], mail["id"], "{log:?}");
    app.finish().await;
}

#[tokio::test]
async fn a_held_mail_is_looked_at_anew_once_the_settings_changed() {
    let mut app = answerable().setting("mail.in.strangers", "hold").start().await;
    let mail = app.receive(&Letter::new("eve@client.example", DESK)).await;
    app.set("mail.in.strangers", "open");
    app.start_again().await;
    let root = app.superadmin().await;
    let path = format!("/mail/in/{}/retry", mail["id"].as_str().unwrap());
    let waits = app.post(&root, &path, json!({})).await.expect(200);
    assert_eq!(waits["state"], "waiting", "{waits}");
    app.running().intake_worker().drain().await.unwrap();
    let mail = app.incoming(&root, &mail).await.expect(200);
    assert_eq!((&mail["reason"], &mail["attempts"]), (&json!("opened"), &json!(2)), "{mail}");
    app.post(&root, &path, json!({})).await.expect_problem(409, "mail-not-held");
    app.finish().await;
}

#[tokio::test]
async fn a_mail_is_shown_as_it_was_understood_with_what_its_envelope_said() {
    let app = answerable().start().await;
    let root = app.superadmin().await;
    // A mail that opens a ticket, but for its envelope: only machines give no address for reports.
    let letter = Letter::new("eve@client.example", DESK);
    let taken = app.deliver_raw("/mail?mail_from=", letter.raw()).await.expect(201);
    app.running().intake_worker().drain().await.unwrap();
    let mail = app.incoming(&root, &taken).await.expect(200);
    assert_eq!((&mail["kind"], &mail["reason"]), (&json!("automatic_answer"), &json!("recorded")), "{mail}");
    assert_eq!(mail["verdict"], "record", "{mail}");
    app.finish().await;
}

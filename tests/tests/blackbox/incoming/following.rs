use serde_json::{Value, json};

use super::scene::{Scene, scene};
use super::{Letter, answerable, reply_to};
use crate::support::{Mail, TestApp, path_of};

/// The letter that this address got.
async fn letter_to(app: &mut TestApp, address: &str) -> Mail {
    let mails = app.mails().await;
    mails.into_iter().find(|mail| mail.to == address).unwrap()
}

async fn usernames(app: &TestApp, ticket: &Value) -> Vec<Value> {
    let root = app.superadmin().await;
    let list = app.get(&root, &format!("{}/followers", path_of(ticket))).await.expect(200);
    list["data"].as_array().unwrap().iter().map(|person| person["name"].clone()).collect()
}

#[tokio::test]
async fn an_answer_of_a_follower_at_their_own_address_is_a_request() {
    let mut app = answerable().start().await;
    let Scene { ada, lin, ticket, .. } = scene(&mut app).await;
    let path = format!("{}/followers/bob", path_of(&ticket));
    app.put(&ada, &path).await.expect(204);
    app.say(&lin, &ticket, "Which tray?").await.expect(201);
    let to_bob = letter_to(&mut app, "bob@example.com").await;

    let mail = app.receive(&Letter::new("bob@example.com", &reply_to(&to_bob)).text("The second.\n")).await;
    assert_eq!(mail["reason"], "posted", "{mail}");
    let messages = app.rows(&ada, &format!("{}/messages", path_of(&ticket))).await;
    let last = messages.last().unwrap();
    assert_eq!((&last["kind"], &last["author"]["username"]), (&json!("request"), &json!("bob")));
    assert_eq!((&last["body"], &app.ticket(&ada, &ticket).await["awaiting"]), (&json!("The second."), &json!("staff")));

    let stolen = app.receive(&Letter::new("eve@client.example", &reply_to(&to_bob)).text("Not Bob.\n")).await;
    assert_eq!(stolen["reason"], "foreign_address", "{stolen}");
    app.delete(&ada, &path).await.expect(204);
    let late = app.receive(&Letter::new("bob@example.com", &reply_to(&to_bob)).text("Still here.\n")).await;
    assert_eq!(late["reason"], "no_part", "{late}");
    app.finish().await;
}

#[tokio::test]
async fn somebody_in_copy_becomes_a_follower_by_the_decision_of_staff() {
    let mut app = answerable().start().await;
    let Scene { ada, lin, ticket, to_ada, .. } = scene(&mut app).await;
    let references = format!("References: {}", to_ada.header("message-id"));
    let copy = Letter::new("Eve Adams <eve@client.example>", "support@desk.example.com").header(&references);
    let mail = app.receive(&copy.text("I have the same.\n")).await;
    assert_eq!(mail["reason"], "bystander", "{mail}");
    assert!(usernames(&app, &ticket).await.is_empty());

    let taken = app.decide(&lin, &mail, json!({"decision": "follow"})).await.expect(200);
    assert_eq!((&taken["reason"], &taken["state"]), (&json!("posted"), &json!("settled")), "{taken}");
    assert_eq!(usernames(&app, &ticket).await, ["Eve Adams"]);
    let messages = app.rows(&ada, &format!("{}/messages", path_of(&ticket))).await;
    let last = messages.last().unwrap();
    assert_eq!((&last["kind"], &last["body"]), (&json!("request"), &json!("I have the same.")));
    let history = app.rows(&ada, &format!("{}/history", path_of(&ticket))).await;
    let added = history.iter().find(|event| event["kind"] == "follower_added").unwrap();
    assert_eq!((&added["by"]["username"], &added["after"]["name"]), (&json!("lin"), &json!("Eve Adams")));

    app.mails().await;
    app.say(&lin, &ticket, "Both of you: try again.").await.expect(201);
    let to_eve = letter_to(&mut app, "eve@client.example").await;
    let answer = app.receive(&Letter::new("eve@client.example", &reply_to(&to_eve)).text("Works!\n")).await;
    assert_eq!(answer["reason"], "posted", "{answer}");
    app.finish().await;
}

#[tokio::test]
async fn who_may_not_follow_does_not_by_mail_either() {
    let mut app = answerable().start().await;
    let Scene { lin, to_ada, to_lin, .. } = scene(&mut app).await;
    let reporter = app.receive(&Letter::new("ada@example.com", &reply_to(&to_lin))).await;
    assert_eq!(reporter["reason"], "foreign_address", "{reporter}");
    app.decide(&lin, &reporter, json!({"decision": "follow"})).await.expect_problem(422, "not-followable");
    let root = app.superadmin().await;
    app.sign_up("mia", "customer").await.expect(201);
    let unproven = app.receive(&Letter::new("mia@example.com", &reply_to(&to_ada))).await;
    app.decide(&lin, &unproven, json!({"decision": "follow"})).await.expect_problem(422, "not-followable");
    let hold = Letter::new("noise@saas.example", "support@desk.example.com").header("Precedence: list");
    let unrelated = app.receive(&hold).await;
    assert_eq!(unrelated["reason"], "machine", "{unrelated}");
    app.decide(&root, &unrelated, json!({"decision": "follow"})).await.expect_problem(409, "mail-has-no-ticket");
    app.finish().await;
}

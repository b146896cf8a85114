use deskhand_domain::time::Duration;
use serde_json::json;

use super::scene::{Scene, scene};
use super::{Letter, answerable, reply_to};
use crate::support::{Person, TestApp, path_of};

async fn close(app: &TestApp, lin: &Person, ada: &Person, ticket: &serde_json::Value) {
    app.say(lin, ticket, "Press the button.").await.expect(201);
    app.move_to(lin, ticket, "resolved").await.expect(200);
    app.move_to(ada, ticket, "closed").await.expect(200);
}

#[tokio::test]
async fn an_answer_reopens_a_closed_ticket_or_opens_one_that_follows_it() {
    let mut app = answerable().start().await;
    let Scene { ada, lin, ticket, to_ada, .. } = scene(&mut app).await;
    close(&app, &lin, &ada, &ticket).await;
    app.mails().await;
    let letter = |text: &str| Letter::new(&ada.email, &reply_to(&to_ada)).text(text);
    let soon = app.receive(&letter("It broke again.\n")).await;
    assert_eq!((&soon["reason"], &soon["ticket"]["number"]), (&json!("posted"), &json!(1)), "{soon}");
    assert_eq!(app.ticket(&ada, &ticket).await["status"], "open");

    app.move_to(&lin, &ticket, "resolved").await.expect(200);
    app.move_to(&ada, &ticket, "closed").await.expect(200);
    app.wait(Duration::days(60));
    app.mails().await;
    let late = app.receive(&letter("And again.\n")).await;
    assert_eq!((&late["reason"], &late["ticket"]["number"]), (&json!("followed_up"), &json!(2)), "{late}");
    let ada = app.sign_in("ada").await;
    let next = app.get(&ada, "/tickets/2").await.expect(200);
    assert_eq!(next["follow_up_of"], ticket["id"], "{next}");
    let receipts = app.mails().await.iter().filter(|mail| mail.to == ada.email).count();
    assert_eq!(receipts, 1);
    app.finish().await;
}

#[tokio::test]
async fn an_answer_to_a_canceled_ticket_opens_one_that_follows_it_and_to_a_deleted_one_is_held() {
    let mut app = answerable().start().await;
    let Scene { ada, ticket, to_ada, .. } = scene(&mut app).await;
    app.move_to(&ada, &ticket, "canceled").await.expect(200);
    let letter = |text: &str| Letter::new(&ada.email, &reply_to(&to_ada)).text(text);
    let canceled = app.receive(&letter("I need it after all.\n")).await;
    assert_eq!((&canceled["reason"], &canceled["ticket"]["number"]), (&json!("followed_up"), &json!(2)));
    let root = app.superadmin().await;
    app.delete(&root, &path_of(&ticket)).await.expect(204);
    let deleted = app.receive(&letter("Hello?\n")).await;
    assert_eq!((&deleted["state"], &deleted["reason"]), (&json!("held"), &json!("deleted")), "{deleted}");
    app.finish().await;
}

#[tokio::test]
async fn what_the_desk_refuses_is_held_and_taken_in_when_it_does_not_refuse_it_any_more() {
    let mut app = answerable().setting("workflow.reporter_reply_requires_response", true).start().await;
    let Scene { ada, lin, ticket, to_ada, .. } = scene(&mut app).await;
    let mail = app.receive(&Letter::new(&ada.email, &reply_to(&to_ada)).text("One more thing.\n")).await;
    assert_eq!((&mail["state"], &mail["reason"]), (&json!("held"), &json!("refused")), "{mail}");
    app.decide(&lin, &mail, json!({"decision": "take"})).await.expect_problem(409, "awaiting-response");
    app.say(&lin, &ticket, "Press the button.").await.expect(201);
    let taken = app.decide(&lin, &mail, json!({"decision": "take"})).await.expect(200);
    assert_eq!(taken["reason"], "posted", "{taken}");
    let messages = app.rows(&ada, &format!("{}/messages", path_of(&ticket))).await;
    assert_eq!(messages[2]["author"]["username"], "ada");
    app.finish().await;
}

#[tokio::test]
async fn an_automatic_answer_is_noted_for_staff_and_changes_nothing() {
    let mut app = answerable().start().await;
    let Scene { ada, lin, ticket, to_ada, .. } = scene(&mut app).await;
    app.say(&lin, &ticket, "Press the button.").await.expect(201);
    app.move_to(&lin, &ticket, "resolved").await.expect(200);
    app.mails().await;
    let away = Letter::new(&ada.email, &reply_to(&to_ada)).header("Auto-Submitted: auto-replied (vacation)");
    let mail = app.receive(&away).await;
    assert_eq!((&mail["reason"], &mail["kind"]), (&json!("recorded"), &json!("automatic_answer")), "{mail}");
    assert_eq!(app.ticket(&ada, &ticket).await["status"], "resolved");
    assert_eq!(app.mails().await.len(), 0);
    let is_noted = |history: Vec<String>| history.iter().any(|line| line.starts_with("automatic_answer"));
    assert!(is_noted(app.history(&lin, &ticket).await));
    assert!(!is_noted(app.history(&ada, &ticket).await));
    app.finish().await;
}

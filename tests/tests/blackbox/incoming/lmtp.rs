//! Mail that a mail server delivers over LMTP.

use serde_json::Value;

use super::{Letter, answerable, lmtp_client, reply_to};
use crate::support::TestApp;

const SUPPORT: &str = "support@desk.example.com";

async fn desk() -> TestApp {
    answerable().setting("mail.in.lmtp_listen", "127.0.0.1:0").setting("mail.in.max_mail", "10KB").start().await
}

/// Delivers to the next instance. Returns the answer about the recipient, or about the mail.
async fn deliver(app: &TestApp, recipient: &str, letter: &Letter) -> String {
    let server = app.running().lmtp_address().unwrap();
    lmtp_client::deliver(server, "ada@client.example", recipient, &letter.raw()).await
}

async fn tickets(app: &TestApp) -> Vec<Value> {
    app.running().intake_worker().drain().await.unwrap();
    let admin = app.superadmin().await;
    app.rows(&admin, "/tickets").await
}

#[tokio::test]
async fn a_mail_over_lmtp_opens_a_ticket_once_and_its_answer_goes_there() {
    let mut app = desk().await;
    let letter =
        Letter::new("Ada <ada@client.example>", SUPPORT).subject("Smoke").header("Message-ID: <1@client.example>");
    // The second time to another instance, if there is one: the mail server heard no answer to the first.
    for _ in 0..2 {
        assert_eq!(deliver(&app, SUPPORT, &letter).await, "250 2.0.0 Stored");
    }
    let found = tickets(&app).await;
    assert_eq!((found.len(), &found[0]["title"]), (1, &Value::from("Smoke")));
    let receipt = app.mails().await.into_iter().find(|mail| mail.to == "ada@client.example").unwrap();
    let reply_to = reply_to(&receipt);
    let again = Letter::new("Ada <ada@client.example>", &reply_to).text("It burns by now.\n");
    assert_eq!(deliver(&app, &reply_to, &again).await, "250 2.0.0 Stored");
    assert_eq!(tickets(&app).await.len(), 1);
    let admin = app.superadmin().await;
    let number = found[0]["number"].as_u64().unwrap();
    let messages = app.rows(&admin, &format!("/tickets/{number}/messages")).await;
    assert!(messages.iter().any(|message| message["body"] == "It burns by now."), "{messages:?}");
    app.mails().await;
    app.finish().await;
}

#[tokio::test]
async fn mail_for_others_and_mail_that_is_too_large_is_refused_over_lmtp() {
    let app = desk().await;
    let letter = Letter::new("Ada <ada@client.example>", SUPPORT);
    assert!(deliver(&app, "sales@desk.example.com", &letter).await.starts_with("550 5.1.1"));
    let large = letter.clone().text(&"a line of thirty characters..\n".repeat(400));
    assert_eq!(deliver(&app, SUPPORT, &large).await, "552 5.3.4 The mail is too large");
    assert_eq!(deliver(&app, SUPPORT, &letter).await, "250 2.0.0 Stored");
    assert_eq!(tickets(&app).await.len(), 1);
    app.finish().await;
}

#[tokio::test]
async fn what_was_acknowledged_over_lmtp_is_there_after_a_restart() {
    let mut app = desk().await;
    assert_eq!(deliver(&app, SUPPORT, &Letter::new("Ada <ada@client.example>", SUPPORT)).await, "250 2.0.0 Stored");
    app.stop().await;
    app.start_again().await;
    assert_eq!(tickets(&app).await.len(), 1);
    app.finish().await;
}

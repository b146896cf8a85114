use serde_json::json;

use crate::support::TestApp;

#[tokio::test]
async fn a_customer_opens_a_ticket_an_engineer_gets_it_and_everybody_concerned_gets_mail() {
    let mut app = TestApp::start().await;
    let engineer = app.engineer("bob").await;
    let customer = app.customer("ada").await;
    app.mails().await;

    let answer = app
        .post(
            &customer,
            "/tickets",
            json!({"title": "No paper", "description": "The tray is empty.", "priority": "high"}),
        )
        .await;
    let ticket = answer.expect(201);
    assert_eq!(answer.header("location"), "/api/v1/tickets/1");
    assert_eq!(answer.header("etag"), "\"1\"");
    assert_eq!(ticket["number"], 1);
    assert_eq!(ticket["assignee"]["username"], engineer.username);
    assert_eq!(ticket["awaiting"], "staff");

    let mails = app.mails().await;
    let mut recipients: Vec<_> = mails.iter().map(|mail| mail.to.as_str()).collect();
    recipients.sort_unstable();
    assert_eq!(recipients, ["ada@example.com", "admin@desk.example.com", "bob@example.com"]);
    for mail in &mails {
        assert_eq!(mail.subject, "[#1] No paper");
        assert_eq!(mail.header("auto-submitted"), "auto-generated");
        assert!(mail.header("list-id").contains("desk.example.com"));
        assert!(mail.message_id.ends_with("@desk.example.com"), "{}", mail.message_id);
        assert!(mail.text.contains("You get this mail because"), "{}", mail.text);
    }

    let key = format!("/tickets/{}", ticket["number"]);
    app.post(&engineer, &format!("{key}/messages"), json!({"body": "Refilled."})).await.expect(201);
    let to_customer = app.mails().await;
    assert_eq!(to_customer.len(), 1);
    assert_eq!(to_customer[0].to, customer.email);
    assert!(to_customer[0].text.contains("Refilled."));
    let resolved = app.patch(&engineer, &key, json!({"status": "resolved"})).await.expect(200);
    assert_eq!(resolved["status"], "resolved");
    app.finish().await;
}

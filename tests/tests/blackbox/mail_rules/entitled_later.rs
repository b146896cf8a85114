use serde_json::json;

use super::subjects;
use crate::support::TestApp;

#[tokio::test]
async fn who_lost_a_ticket_gets_nothing_that_waited_but_that_it_is_no_longer_theirs() {
    let mut app = TestApp::start().await;
    let (bob, ada) = (app.engineer("bob").await, app.customer("ada").await);
    let admin = app.superadmin().await;
    app.open_ticket(&ada, "No paper").await;
    app.mails().await;
    app.post(&ada, "/tickets/1/messages", json!({"body": "canary-4711"})).await.expect(201);
    let carl = app.customer("carl").await;
    app.mails().await;
    app.post(&ada, "/tickets/1/messages", json!({"body": "canary-4712"})).await.expect(201);
    app.patch(&admin, "/tickets/1", json!({"assignee": null})).await.expect(200);
    let mails = app.mails().await;
    let to_bob: Vec<_> = mails.iter().filter(|mail| mail.to == bob.email).collect();
    assert_eq!(to_bob.len(), 1, "{to_bob:#?}");
    assert!(to_bob[0].text.contains("no longer") && !to_bob[0].text.contains("canary"), "{}", to_bob[0].text);
    let receipts = app.rows(&admin, "/tickets/1/notifications").await;
    let dropped: Vec<_> = receipts.iter().filter(|receipt| receipt["state"] == "dropped").collect();
    assert_eq!(dropped.len(), 1, "{receipts:#?}");
    assert_eq!(dropped[0]["last_error"], "the recipient may no longer see the ticket");
    drop(carl);
    app.finish().await;
}

#[tokio::test]
async fn who_is_suspended_gets_no_answer_that_waited() {
    let mut app = TestApp::start().await;
    let (bob, ada) = (app.engineer("bob").await, app.customer("ada").await);
    let admin = app.superadmin().await;
    app.open_ticket(&ada, "No paper").await;
    app.mails().await;
    app.post(&bob, "/tickets/1/messages", json!({"body": "canary-4711"})).await.expect(201);
    app.post(&ada, "/tickets/1/messages", json!({"body": "canary-4712"})).await.expect(201);
    for name in ["ada", "bob"] {
        app.patch(&admin, &format!("/users/{name}"), json!({"status": "suspended"})).await.expect(200);
    }
    let mails = app.mails().await;
    for person in [&ada, &bob] {
        assert_eq!(subjects(&mails, &person.email), ["News about your account"]);
    }
    app.finish().await;
}

#[tokio::test]
async fn who_mutes_a_ticket_gets_nothing_that_waited() {
    let mut app = TestApp::start().await;
    let (bob, ada) = (app.engineer("bob").await, app.customer("ada").await);
    app.open_ticket(&ada, "No paper").await;
    app.mails().await;
    app.post(&bob, "/tickets/1/messages", json!({"body": "Which floor?"})).await.expect(201);
    app.send(app.request(reqwest::Method::PUT, "/tickets/1/mute").bearer_auth(&ada.token)).await.expect(204);
    assert!(subjects(&app.mails().await, &ada.email).is_empty());
    app.finish().await;
}

#[tokio::test]
async fn who_may_no_longer_read_notes_gets_none_that_waited() {
    let mut app = TestApp::start().await;
    let (carl, agnes) = (app.engineer("carl").await, app.admin("agnes").await);
    let root = app.superadmin().await;
    let ticket = app.open_ticket(&agnes, "No paper").await;
    app.note(&agnes, &ticket, "Please look").await.expect(201);
    app.mails().await;
    app.note(&carl, &ticket, "canary-4711").await.expect(201);
    app.change_user(&root, "agnes", json!({"role": "customer", "status": "approved"})).await;
    let mails = app.mails().await;
    let to_agnes: Vec<_> = mails.iter().filter(|mail| mail.to == agnes.email).collect();
    assert!(to_agnes.iter().all(|mail| !mail.text.contains("canary")), "{to_agnes:#?}");
    let receipts = app.rows(&root, "/tickets/1/notifications").await;
    let dropped: Vec<_> = receipts.iter().filter(|receipt| receipt["state"] == "dropped").collect();
    assert_eq!(dropped.len(), 1, "{receipts:#?}");
    assert_eq!(dropped[0]["last_error"], "the recipient may no longer read the notes of the ticket");
    app.finish().await;
}

#[tokio::test]
async fn whose_address_is_no_longer_verified_gets_nothing_that_waited() {
    let mut app = TestApp::start().await;
    let (bob, ada) = (app.engineer("bob").await, app.customer("ada").await);
    app.open_ticket(&ada, "No paper").await;
    app.mails().await;
    app.post(&bob, "/tickets/1/messages", json!({"body": "Which floor?"})).await.expect(201);
    app.unverify_address("ada").await;
    assert!(subjects(&app.mails().await, &ada.email).is_empty());
    app.finish().await;
}

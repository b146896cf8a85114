//! Forms that are sent twice: a double press, or a repetition because the answer was lost.

use super::browser::{Browser, hidden, leads_to, shows};
use crate::support::TestApp;

#[tokio::test]
async fn a_request_that_is_sent_twice_opens_one_ticket() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;
    let browser = Browser::of(&app, "ada").await;
    let page = hidden(&browser.get("/requests/new").await, "once");
    let sent = async |page: &str, description: &str| {
        let fields = [("title", "No paper"), ("description", description), ("once", page)];
        browser.post("/requests/new", &fields).await
    };
    // Both at once, as a double press sends them.
    let (first, second) = tokio::join!(sent(&page, "Tray 2."), sent(&page, "Tray 2."));
    leads_to(&first, "/tickets/1");
    leads_to(&second, "/tickets/1");
    leads_to(&sent(&page, "Tray 2.").await, "/tickets/1");
    // The person went back and wrote something else, or has the same wish again.
    leads_to(&sent(&page, "Tray 3.").await, "/tickets/2");
    let next = hidden(&browser.get("/requests/new").await, "once");
    leads_to(&sent(&next, "Tray 2.").await, "/tickets/3");
    assert_eq!(app.rows(&ada, "/tickets").await.len(), 3);
    app.finish().await;
}

#[tokio::test]
async fn what_was_refused_can_be_sent_again_from_the_same_page() {
    let app = TestApp::start().await;
    app.customer("ada").await;
    let browser = Browser::of(&app, "ada").await;
    let page = hidden(&browser.get("/requests/new").await, "once");
    let refused = browser.post("/requests/new", &[("title", ""), ("description", "Tray 2."), ("once", &page)]).await;
    shows(&refused, 422, &["Tray 2."]);
    assert_eq!(hidden(&refused, "once"), page);
    let fields = [("title", "No paper"), ("description", "Tray 2."), ("once", page.as_str())];
    leads_to(&browser.post("/requests/new", &fields).await, "/tickets/1");
    app.finish().await;
}

#[tokio::test]
async fn an_answer_that_is_sent_twice_is_one_message_with_its_move() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;
    let bob = app.engineer("bob").await;
    app.open_ticket(&ada, "No paper").await;
    let browser = Browser::of(&app, &bob.username).await;
    let page = hidden(&browser.get("/tickets/1").await, "once");
    let sent = async |page: &str, body: &str| {
        let fields = [("body", body), ("then", "resolved"), ("once", page)];
        browser.post("/tickets/1/messages", &fields).await
    };
    let (first, second) = tokio::join!(sent(&page, "It is filled."), sent(&page, "It is filled."));
    assert_eq!(first.header("location"), second.header("location"));
    assert_eq!((first.status, second.status), (303, 303), "{} {}", first.body, second.body);
    let messages = app.rows(&ada, "/tickets/1/messages").await;
    assert_eq!(messages.len(), 2, "{messages:?}");
    assert_eq!(app.get(&ada, "/tickets/1").await.expect(200)["status"], "resolved");
    // The first answer was lost. Ada opened the ticket again: the same form neither writes nor resolves once more.
    app.post(&ada, "/tickets/1/messages", serde_json::json!({"body": "It is empty again."})).await.expect(201);
    assert_eq!(sent(&page, "It is filled.").await.header("location"), first.header("location"));
    assert_eq!(app.get(&ada, "/tickets/1").await.expect(200)["status"], "open");
    // The page that shows the message is another one: the same words are another message.
    let next = hidden(&browser.get("/tickets/1").await, "once");
    assert_ne!(next, page);
    app.finish().await;
}

#[tokio::test]
async fn a_file_that_comes_with_both_presses_is_kept_once() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;
    let browser = Browser::of(&app, "ada").await;
    app.open_ticket(&ada, "No paper").await;
    let page = hidden(&browser.get("/tickets/1").await, "once");
    let sent = async |content: &str| {
        let fields = [("person", "ada"), ("once", page.as_str()), ("body", "See the log.")];
        browser.post_with_file("/tickets/1/messages", &fields, "printer.log", content).await
    };
    let (first, second) = (sent("E21").await, sent("E21").await);
    assert_eq!((first.status, first.header("location")), (303, second.header("location")), "{}", first.body);
    // The wrong file was sent at first: the words are the same, the message is another one.
    assert_ne!(sent("E22").await.header("location"), first.header("location"));
    let messages = app.rows(&ada, "/tickets/1/messages").await;
    let files: Vec<_> = messages.iter().map(|message| message["attachments"].as_array().unwrap().len()).collect();
    assert_eq!(files, [0, 1, 1]);
    app.finish().await;
}

#[tokio::test]
async fn a_person_is_made_once() {
    let app = TestApp::start().await;
    let browser = Browser::of(&app, "admin").await;
    let page = hidden(&browser.get("/people/new").await, "once");
    let sent = async || {
        let fields = [
            ("name", "Ada"),
            ("username", "ada"),
            ("email", "ada@client.example"),
            ("role", "customer"),
            ("once", page.as_str()),
        ];
        browser.post("/people/new", &fields).await
    };
    leads_to(&sent().await, "/people/ada");
    leads_to(&sent().await, "/people/ada");
    let again = browser.get("/people/new").await;
    let fields = [("name", "Ada"), ("username", "ada"), ("email", "ada@client.example"), ("role", "customer")];
    let taken = browser.post("/people/new", &[&fields[..], &[("once", &hidden(&again, "once"))]].concat()).await;
    shows(&taken, 422, &["belongs to another account"]);
    app.finish().await;
}

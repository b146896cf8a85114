use reqwest::Method;
use serde_json::json;

use super::subjects;
use crate::support::{Answer, Mail, Person, TestApp};

/// The path and query of the link in `List-Unsubscribe`.
fn link_in(mail: &Mail) -> String {
    assert_eq!(mail.header("list-unsubscribe-post"), "List-Unsubscribe=One-Click");
    let header: String = mail.header("list-unsubscribe").split_whitespace().collect();
    let url = header.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap();
    assert!(mail.text.replace('\n', "").contains(url) || mail.html.contains(url), "the mail shows it as well");
    url.strip_prefix("https://desk.example.com").unwrap().to_owned()
}

async fn press(app: &TestApp, path: &str) -> Answer {
    let request = app.request(Method::POST, &format!("/{path}"));
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    app.send(request.body("List-Unsubscribe=One-Click")).await
}

/// A ticket with an engineer, and the mails about its opening.
async fn opened(app: &mut TestApp) -> (Person, Person, Vec<Mail>) {
    let (bob, ada) = (app.engineer("bob").await, app.customer("ada").await);
    app.mails().await;
    app.open_ticket(&ada, "No paper").await;
    let mails = app.mails().await;
    (bob, ada, mails)
}

#[tokio::test]
async fn one_press_in_the_mail_program_mutes_this_ticket_for_this_person() {
    let mut app = TestApp::start().await;
    let (bob, ada, mails) = opened(&mut app).await;
    let receipt = mails.iter().find(|mail| mail.to == ada.email).unwrap();
    let link = link_in(receipt);
    let page = app.send(app.request(Method::GET, &format!("/{link}"))).await;
    assert!(page.status == 200 && page.body.contains("<form method=\"post\">"), "{}", page.body);
    app.post(&bob, "/tickets/1/messages", json!({"body": "Which floor?"})).await.expect(201);
    assert_eq!(subjects(&app.mails().await, &ada.email).len(), 1, "to look at the page mutes nothing");

    for _ in 0..2 {
        assert_eq!(press(&app, &link).await.status, 200);
    }
    app.post(&bob, "/tickets/1/messages", json!({"body": "Which printer?"})).await.expect(201);
    app.post(&ada, "/tickets/1/messages", json!({"body": "The third."})).await.expect(201);
    let mails = app.mails().await;
    assert!(subjects(&mails, &ada.email).is_empty());
    assert_eq!(subjects(&mails, &bob.email).len(), 1, "others are not muted");
    app.open_ticket(&ada, "No toner").await;
    assert_eq!(subjects(&app.mails().await, &ada.email).len(), 1, "other tickets are not muted");
    app.delete(&ada, "/tickets/1/mute").await.expect(204);
    app.finish().await;
}

#[tokio::test]
async fn a_link_is_bound_to_person_and_ticket_and_stays_good() {
    let mut app = TestApp::start().await;
    let (bob, ada, mails) = opened(&mut app).await;
    let link = |person: &Person| link_in(mails.iter().find(|mail| mail.to == person.email).unwrap());
    let (hers, his) = (link(&ada), link(&bob));
    let (start, secret) = hers.rsplit_once('.').unwrap();
    let other_secret = his.rsplit_once('.').unwrap().1;
    for forged in [
        "/mute".to_owned(),
        "/mute?token=".to_owned(),
        format!("{start}.{other_secret}"),
        format!("{start}."),
        format!("{start}.{}", secret.to_lowercase()),
        format!("{hers}x"),
    ] {
        assert_eq!(press(&app, &forged).await.status, 422, "{forged}");
        assert_eq!(app.send(app.request(Method::GET, &format!("/{forged}"))).await.status, 422, "{forged}");
    }
    app.wait(time::Duration::days(400));
    assert_eq!(press(&app, &hers).await.status, 200);
    let superadmin = app.superadmin().await;
    app.delete(&superadmin, "/tickets/1").await.expect(204);
    assert_eq!(press(&app, &his).await.status, 422, "the ticket was deleted");
    app.finish().await;
}

#[tokio::test]
async fn account_mails_belong_to_no_list_and_links_to_tickets_lead_to_a_page() {
    let mut app = TestApp::start().await;
    app.sign_up("eve", "customer").await.expect(201);
    for mail in app.mails().await {
        for header in ["precedence", "list-id", "list-unsubscribe", "list-unsubscribe-post"] {
            assert_eq!(mail.header(header), "", "{header}");
        }
    }
    let (_, ada, mails) = opened(&mut app).await;
    let receipt = mails.iter().find(|mail| mail.to == ada.email).unwrap();
    assert!(receipt.text.contains("\nhttps://desk.example.com/tickets/1\n"), "{}", receipt.text);
    assert_eq!(receipt.header("precedence"), "list");
    let page = app.send(app.request(Method::GET, "//tickets/1")).await;
    assert_eq!((page.status, page.header("content-type").as_str()), (200, "text/html; charset=utf-8"));
    assert!(page.body.contains("name=\"next\" value=\"/tickets/1\""), "the way to the ticket: {}", page.body);
    app.finish().await;
}

#[tokio::test]
async fn links_to_tickets_lead_where_the_settings_say() {
    let mut app = TestApp::with("mail.ticket_url", "https://portal.example.com/requests/{number}").start().await;
    let (_, _, mails) = opened(&mut app).await;
    assert!(mails.iter().all(|mail| mail.text.contains("\nhttps://portal.example.com/requests/1\n")), "{mails:#?}");
    app.finish().await;
}

//! The pages beside a ticket: why it has its engineer, who got mail, and its end.

use super::browser::{Browser, hidden, hides, leads_to, shows};
use crate::support::TestApp;

#[tokio::test]
async fn staff_read_why_an_engineer_has_a_ticket_and_who_got_mail() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;
    let bob = app.engineer("bob").await;
    app.engineer("kim").await;
    let root = app.superadmin().await;
    app.patch(&root, "/users/kim", serde_json::json!({"availability": "away"})).await.expect(200);
    app.open_ticket(&ada, "No paper").await;
    let (bob, admin) = (Browser::of(&app, &bob.username).await, Browser::of(&app, "admin").await);
    let ticket = bob.get("/tickets/1").await;
    shows(&ticket, 200, &["/tickets/1/why", "/tickets/1/mails"]);
    hides(&ticket, &["/tickets/1/delete"]);
    shows(&bob.get("/tickets/1/why").await, 200, &["it was opened", "bob the engineer", "kim the engineer", "away"]);
    shows(&bob.get("/tickets/1/mails").await, 200, &["opened the ticket", "works on the ticket", "waiting"]);
    let customer = Browser::of(&app, "ada").await;
    hides(&customer.get("/tickets/1").await, &["/tickets/1/why", "/tickets/1/mails"]);
    for path in ["/tickets/1/why", "/tickets/1/mails", "/tickets/1/delete"] {
        shows(&customer.get(path).await, 403, &["You may not do this"]);
        leads_to(&Browser::stranger(&app).get(path).await, &format!("/sign-in?next={}", path.replace('/', "%2F")));
    }
    shows(&Browser::of(&app, "kim").await.get("/tickets/1/why").await, 404, &[]);
    shows(&bob.get("/tickets/1/delete").await, 403, &["You may not do this"]);
    shows(&admin.get("/tickets/1").await, 200, &["/tickets/1/delete"]);
    app.finish().await;
}

#[tokio::test]
async fn a_superadmin_deletes_a_ticket_only_where_its_number_was_typed() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;
    app.admin("ann").await;
    app.open_ticket(&ada, "No paper").await;
    let (root, ann) = (Browser::of(&app, "admin").await, Browser::of(&app, "ann").await);
    let page = root.get("/tickets/1/delete").await;
    shows(&page, 200, &["No paper", "This cannot be undone."]);
    let version = hidden(&page, "version");
    let send = async |browser: &Browser<'_>, typed: &str| {
        browser.post("/tickets/1/delete", &[("version", version.as_str()), ("typed", typed)]).await
    };
    shows(&send(&ann, "1").await, 403, &["You may not do this"]);
    shows(&send(&root, "11").await, 422, &["is wrong"]);
    shows(&root.get("/tickets/1").await, 200, &["No paper"]);
    leads_to(&send(&root, "1").await, "/inbox");
    shows(&root.get("/tickets/1").await, 404, &[]);
    app.finish().await;
}

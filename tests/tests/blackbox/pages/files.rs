//! The end of a file, by page.

use super::browser::{Browser, hides, leads_to, shows};
use crate::support::TestApp;

#[tokio::test]
async fn a_superadmin_removes_a_file_only_where_the_number_of_the_ticket_was_typed() {
    let app = TestApp::start().await;
    let (ada, bob) = (app.customer("ada").await, app.engineer("bob").await);
    app.admin("ann").await;
    let ticket = app.open_ticket(&ada, "Printer").await;
    let file = app.uploaded(&ada, "private & own.txt", "secret words").await;
    app.say_with(&ada, &ticket, None, &[&file]).await.expect(201);
    let other = app.open_ticket(&ada, "Another").await;
    let path = |number: &str| format!("/tickets/{number}/files/{}/remove", file["id"].as_str().unwrap());
    let (number, other) = (ticket["number"].to_string(), other["number"].to_string());
    let of_ticket = format!("/tickets/{number}");

    for login in ["ada", bob.username.as_str(), "ann"] {
        let browser = Browser::of(&app, login).await;
        let page = browser.get(&of_ticket).await;
        shows(&page, 200, &["private &#38; own.txt"]);
        hides(&page, &["/remove\""]);
        shows(&browser.get(&path(&number)).await, 403, &["You may not do this"]);
        shows(&browser.post(&path(&number), &[("typed", number.as_str()), ("version", "1")]).await, 403, &[]);
    }
    let root = Browser::of(&app, "admin").await;
    shows(&root.get(&of_ticket).await, 200, &[&path(&number)]);
    shows(&root.get(&path(&number)).await, 200, &["private &#38; own.txt", "Printer", "This cannot be undone."]);
    shows(&root.get(&path(&other)).await, 404, &[]);
    shows(&root.get("/tickets/1/files/nonsense/remove").await, 404, &[]);
    let send = async |typed: &str| root.post(&path(&number), &[("version", "1"), ("typed", typed)]).await;
    shows(&send("77").await, 422, &["is wrong"]);
    shows(&root.get(&of_ticket).await, 200, &["private &#38; own.txt"]);
    leads_to(&send(&number).await, &of_ticket);
    let page = root.get(&of_ticket).await;
    shows(&page, 200, &["See the file.", "was removed", "removed a file"]);
    hides(&page, &["private", "/remove\""]);
    shows(&send(&number).await, 404, &[]);
    app.finish().await;
}

//! One field that leads to pages, people and tickets.

use serde_json::json;

use super::browser::{Browser, hides, leads_to, shows};
use crate::support::TestApp;

#[tokio::test]
async fn a_number_leads_to_its_ticket_and_a_name_to_its_page() {
    let app = TestApp::start().await;
    app.engineer("bob").await;
    let ada = app.customer("ada").await;
    app.customer("curt").await;
    app.open_ticket(&ada, "Printer").await;
    let (bob, ada) = (Browser::of(&app, "bob").await, Browser::of(&app, "ada").await);
    for (browser, typed, path) in [
        (&bob, "%231", "/tickets/1"),
        (&bob, "1", "/tickets/1"),
        (&ada, "%201%20", "/tickets/1"),
        (&bob, "Inbox", "/inbox"),
        (&bob, "reports", "/reports"),
        (&ada, "new%20REQUEST", "/requests/new"),
        (&ada, "my+requests", "/requests"),
    ] {
        leads_to(&browser.get(&format!("/go?q={typed}")).await, path);
    }
    app.patch(&app.sign_in("bob").await, "/me", json!({"language": "de"})).await.expect(200);
    leads_to(&bob.get("/go?q=berichte").await, "/reports");
    // For the dialog, while a person types.
    shows(&ada.get("/go?list=&q=1").await, 200, &["href=\"/tickets/1\""]);
    // What a person may not see is like what is not there.
    let curt = Browser::of(&app, "curt").await;
    for typed in ["%231", "1", "%23999", "99999999999999999999"] {
        let page = curt.get(&format!("/go?q={typed}")).await;
        shows(&page, 200, &["Nothing is called so.", "No ticket has these words."]);
        hides(&page, &["Printer"]);
    }
    app.finish().await;
}

#[tokio::test]
async fn other_words_list_pages_people_and_tickets_that_the_reader_may_see() {
    let app = TestApp::start().await;
    app.engineer("bob").await;
    let ada = app.customer("ada").await;
    let curt = app.customer("curt").await;
    app.open_ticket(&ada, "The curtain is open").await;
    app.open_ticket(&curt, "Curt's report").await;
    let root = Browser::of(&app, "admin").await;
    let found = root.get("/go?q=cur").await;
    shows(&found, 200, &["href=\"/people/curt\"", "The curtain is open", "Curt", "href=\"/inbox?q=cur\""]);
    hides(&found, &["href=\"/people/ada\"", "Nothing is called so."]);
    shows(&root.get("/go?q=set").await, 200, &["<a href=\"/settings\">Settings</a>"]);
    let ada = Browser::of(&app, "ada").await;
    let found = ada.get("/go?q=cur").await;
    shows(&found, 200, &["The curtain is open", "href=\"/requests?q=cur\""]);
    hides(&found, &["Curt's", "/people", "/inbox"]);
    hides(&ada.get("/go?q=set").await, &["/settings"]);
    let all = ada.get("/go").await;
    shows(&all, 200, &["href=\"/requests/new\"", "href=\"/account/password\""]);
    hides(&all, &["href=\"/inbox", "href=\"/people", "href=\"/mail", "href=\"/settings"]);
    app.finish().await;
}

#[tokio::test]
async fn a_person_searches_the_own_requests() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;
    for title in ["No paper", "No sound"] {
        app.open_ticket(&ada, title).await;
    }
    let ada = Browser::of(&app, "ada").await;
    let found = ada.get("/requests?q=paper").await;
    shows(&found, 200, &["No paper", "value=\"paper\"", "No ticket has these words."]);
    hides(&found, &["No sound"]);
    shows(&ada.get("/requests?q=%20").await, 200, &["No paper", "No sound"]);
    app.finish().await;
}

#[tokio::test]
async fn older_requests_have_pages_of_their_own() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;
    for n in 0..27 {
        app.open_ticket(&ada, &format!("Lamp {n} is out")).await;
    }
    let ada = Browser::of(&app, "ada").await;
    let newest = ada.get("/requests").await;
    shows(&newest, 200, &["Lamp 26 is out", "Lamp 2 is out", "Older ones"]);
    hides(&newest, &["Lamp 1 is out", "Lamp 0 is out", "All parts"]);
    let (_, link) =
        newest.body.split_once("href=\"/requests?part=requests-with-us&#38;after=").expect("a link to older ones");
    let row = link.split('"').next().unwrap();
    let older = ada.get(&format!("/requests?part=requests-with-us&after={row}")).await;
    shows(&older, 200, &["Lamp 1 is out", "Lamp 0 is out", "All parts", "href=\"/requests\""]);
    hides(&older, &["Lamp 2 is out", "Older ones", "Waiting for you"]);
    // What is no part and no row is left out.
    shows(&ada.get("/requests?part=gone&after=x").await, 200, &["Lamp 26 is out", "Waiting for you"]);
    app.finish().await;
}

//! Lists of the inbox under names of their owners.

use super::browser::{Browser, hides, leads_to, shows};
use crate::support::TestApp;

#[tokio::test]
async fn a_list_is_saved_opened_replaced_and_deleted() {
    let app = TestApp::start().await;
    app.engineer("bob").await;
    let ada = app.customer("ada").await;
    for title in ["Printer & scanner", "Printer", "Door"] {
        app.open_ticket(&ada, title).await;
    }
    let (bob, root) = (Browser::of(&app, "bob").await, Browser::of(&app, "admin").await);
    let save = async |name: &str, view: &str, q: &str| {
        bob.post("/inbox/views", &[("name", name), ("view", view), ("q", q)]).await
    };
    leads_to(&save("Paper <b>", "open", "printer").await, "/inbox?view=open&q=printer");
    let list = bob.get("/inbox?view=open&q=printer").await;
    let link = |query: &str, count: u32| {
        format!(
            "href=\"/inbox?{query}\" aria-current=\"page\"><bdi>Paper &#60;b&#62;</bdi> <span class=\"count\">{count}<"
        )
    };
    shows(
        &list,
        200,
        &[&link("view=open&#38;q=printer", 2), "Printer &#38; scanner", "<bdi>Paper &#60;b&#62;</bdi></h1>"],
    );
    hides(&list, &["Door", "<b>"]);
    // The same name is another list from now on.
    leads_to(&save(" Paper <b> ", "all", "printer & scanner").await, "/inbox?view=all&q=printer+%26+scanner");
    let list = bob.get("/inbox?q=printer+%26+scanner").await;
    shows(&list, 200, &[&link("view=all&#38;q=printer+%26+scanner", 1), "Delete the list"]);
    hides(&list, &["view=open&#38;q=printer\""]);
    hides(&root.get("/inbox").await, &["Paper"]);
    let named = [("name", "Paper <b>"), ("view", "all"), ("q", "printer & scanner")];
    leads_to(&root.post("/inbox/views/delete", &named).await, "/inbox?view=all&q=printer+%26+scanner");
    shows(&bob.get("/inbox").await, 200, &["Paper"]);
    leads_to(&bob.post("/inbox/views/delete", &named).await, "/inbox?view=all&q=printer+%26+scanner");
    hides(&bob.get("/inbox").await, &["Paper", "Delete the list"]);
    app.finish().await;
}

#[tokio::test]
async fn a_name_that_is_refused_is_typed_again_on_the_same_list() {
    let app = TestApp::start().await;
    app.engineer("bob").await;
    let ada = app.customer("ada").await;
    app.open_ticket(&ada, "Printer").await;
    let bob = Browser::of(&app, "bob").await;
    let save = async |name: &str| bob.post("/inbox/views", &[("name", name), ("view", "open"), ("q", "printer")]).await;
    let long = "x".repeat(61);
    for (name, reason) in [(" ", "must not be empty"), (&long, "must have at most 60 characters")] {
        let again = save(name).await;
        shows(&again, 422, &[reason, &format!("value=\"{name}\""), "data-here=\"/inbox?view=open&#38;q=printer\""]);
        shows(&again, 422, &["Printer", "aria-invalid=\"true\"", "<details class=\"save-view\" open>"]);
    }
    for n in 0..20 {
        leads_to(&save(&format!("List {n}")).await, "/inbox?view=open&q=printer");
    }
    shows(&save("One more").await, 422, &["Saved lists", "must have at most 20 values", "value=\"One more\""]);
    leads_to(&save("List 7").await, "/inbox?view=open&q=printer");
    assert_eq!(bob.post("/inbox/views/delete", &[("name", " ")]).await.status, 400);
    let ada = Browser::of(&app, "ada").await;
    shows(&ada.post("/inbox/views", &[("name", "Mine")]).await, 403, &["You may not do this"]);
    app.finish().await;
}

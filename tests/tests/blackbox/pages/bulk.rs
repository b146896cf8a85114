//! Several tickets changed at once from the inbox.

use serde_json::json;

use super::browser::{Browser, hidden, hides, shows};
use crate::support::TestApp;

async fn a_desk_with_tickets(titles: &[&str]) -> TestApp {
    let app = TestApp::start().await;
    app.engineer("bob").await;
    let ada = app.customer("ada").await;
    for title in titles {
        app.open_ticket(&ada, title).await;
    }
    app
}

#[tokio::test]
async fn chosen_tickets_are_changed_and_the_page_says_which_were_not_and_why() {
    let app = a_desk_with_tickets(&["Printer", "Scanner", "Door"]).await;
    let api = app.sign_in("bob").await;
    for answered in [1, 3] {
        app.post(&api, &format!("/tickets/{answered}/messages"), json!({"body": "Here is how."})).await.expect(201);
    }
    let bob = Browser::of(&app, "bob").await;
    let inbox = bob.get("/inbox?view=open&q=").await;
    shows(&inbox, 200, &["name=\"ticket\" value=\"2:", "value=\"status:resolved\"", "name=\"view\" value=\"open\""]);
    hides(&inbox, &["value=\"assignee:bob\"", "value=\"status:canceled\""]);
    let chosen = [("ticket", "1"), ("ticket", "2"), ("ticket", "77"), ("ticket", "3")];
    let form = [&chosen[..], &[("change", "status:resolved"), ("view", "open"), ("q", "fire & ice")]].concat();
    let answer = bob.post("/inbox/bulk", &form).await;
    shows(&answer, 200, &["State: resolved", "2 tickets were changed", "2 tickets were not changed"]);
    shows(&answer, 200, &["/tickets/1\"", "/tickets/2\"", "/tickets/3\"", "only after at least one response"]);
    shows(&answer, 200, &["#77", "This ticket is not there.", "href=\"/inbox?view=open&#38;q=fire+%26+ice\""]);
    hides(&answer, &["/tickets/77"]);
    for (ticket, status) in [(1, "resolved"), (2, "open"), (3, "resolved")] {
        assert_eq!(app.get(&api, &format!("/tickets/{ticket}")).await.expect(200)["status"], status, "{ticket}");
    }
    app.finish().await;
}

#[tokio::test]
async fn a_ticket_that_another_changed_since_its_row_was_shown_is_not_moved() {
    let app = a_desk_with_tickets(&["Printer"]).await;
    let (api, ada) = (app.sign_in("bob").await, app.sign_in("ada").await);
    app.post(&api, "/tickets/1/messages", json!({"body": "Here is how."})).await.expect(201);
    let bob = Browser::of(&app, "bob").await;
    let chosen = hidden(&bob.get("/inbox?view=open").await, "ticket");
    app.post(&ada, "/tickets/1/messages", json!({"body": "It burns again."})).await.expect(201);
    let form = [("ticket", chosen.as_str()), ("change", "status:resolved")];
    shows(&bob.post("/inbox/bulk", &form).await, 200, &["1 ticket was not changed", "changed in the meantime"]);
    assert_eq!(app.get(&api, "/tickets/1").await.expect(200)["status"], "open");
    app.finish().await;
}

#[tokio::test]
async fn an_admin_gives_tickets_to_an_engineer_and_engineers_may_not() {
    let app = a_desk_with_tickets(&["Printer", "Scanner"]).await;
    app.engineer("kim").await;
    let (root, bob) = (Browser::of(&app, "admin").await, Browser::of(&app, "bob").await);
    shows(&root.get("/inbox?view=all").await, 200, &["value=\"assignee:kim\"", "value=\"assignee:auto\""]);
    let form = [("ticket", "1"), ("ticket", "2"), ("change", "assignee:kim")];
    let refused = bob.post("/inbox/bulk", &form).await;
    shows(&refused, 200, &["2 tickets were not changed", "Your role does not allow this."]);
    hides(&refused, &["were changed"]);
    shows(&root.post("/inbox/bulk", &form).await, 200, &["2 tickets were changed", "With: kim"]);
    let kim = Browser::of(&app, "kim").await;
    shows(&kim.get("/inbox").await, 200, &["Printer", "Scanner"]);
    // Both were with bob. What he may not see any more is named, and not linked.
    let gone = bob.post("/inbox/bulk", &[("ticket", "1"), ("change", "mute:true")]).await;
    shows(&gone, 200, &["1 ticket was not changed", "This ticket is not there."]);
    for (change, says) in [("take", "Take"), ("priority:urgent", "Priority: urgent"), ("mute:true", "No more mails")] {
        let answer = kim.post("/inbox/bulk", &[("ticket", "1"), ("change", change)]).await;
        shows(&answer, 200, &[says, "1 ticket was changed"]);
    }
    shows(&kim.get("/tickets/1").await, 200, &["is on it", "Mails about it again"]);
    app.finish().await;
}

#[tokio::test]
async fn a_form_that_chooses_nothing_or_too_much_changes_nothing_and_says_so() {
    let app = a_desk_with_tickets(&["Printer"]).await;
    let bob = Browser::of(&app, "bob").await;
    let back = "href=\"/inbox?view=mine\"";
    let none = bob.post("/inbox/bulk", &[("change", "status:blocked"), ("view", "mine")]).await;
    shows(&none, 422, &["No ticket was chosen.", "State: blocked", back]);
    let nothing = bob.post("/inbox/bulk", &[("ticket", "1"), ("change", ""), ("view", "mine")]).await;
    shows(&nothing, 422, &["Nothing was chosen to be done.", back]);
    let numbers: Vec<String> = (1..=101).map(|number| number.to_string()).collect();
    let mut many: Vec<(&str, &str)> = numbers.iter().map(|number| ("ticket", number.as_str())).collect();
    many.push(("change", "status:blocked"));
    shows(&bob.post("/inbox/bulk", &many).await, 422, &["Tickets: must have at most 100 values"]);
    for change in ["status:gone", "drop", "assignee:a b"] {
        shows(&bob.post("/inbox/bulk", &[("ticket", "1"), ("change", change)]).await, 400, &[]);
    }
    shows(&bob.post("/inbox/bulk", &[("ticket", "one"), ("change", "take")]).await, 400, &[]);
    shows(&Browser::of(&app, "ada").await.post("/inbox/bulk", &many).await, 403, &["You may not do this"]);
    let api = app.sign_in("bob").await;
    assert_eq!(app.get(&api, "/tickets/1").await.expect(200)["status"], "open");
    app.finish().await;
}

use serde_json::json;

use super::browser::{Browser, desk};

#[tokio::test]
async fn two_people_who_edit_a_ticket_lose_nothing() {
    let Some(app) = desk("an edit by two").await else { return };
    app.admin("anna").await;
    let ada = app.customer("ada").await;
    let number = app.open_ticket(&ada, "Printer").await["number"].to_string();
    let path = format!("/tickets/{number}");
    let stored = async || app.get(&ada, &path).await.expect(200);
    let mut anna = Browser::of(&app, "anna").await;
    anna.expect_in_log("409 (Conflict)");
    anna.visit(&path).await;
    anna.press("Change title or description").await;
    anna.fill("What is it about?", "The printer of the third floor").await;
    // Meanwhile the reporter changes the other field.
    app.patch(&ada, &path, json!({"description": "It smokes."})).await.expect(200);
    anna.press("Save").await;
    anna.sees("It smokes.").await;
    let now = stored().await;
    assert_eq!([&now["title"], &now["description"]], ["The printer of the third floor", "It smokes."]);

    anna.press("Change title or description").await;
    anna.fill("What happened?", "Anna's words").await;
    app.patch(&ada, &path, json!({"description": "It burns."})).await.expect(200);
    anna.press("Save").await;
    anna.sees("Somebody else changed this meanwhile.").await;
    anna.sees("It burns.").await;
    assert_eq!(anna.value("What happened?").await, "Anna's words");
    assert_eq!(stored().await["description"], "It burns.");
    anna.fill("What happened?", "It burns. Anna's words").await;
    anna.press("Save").await;
    anna.sees("It burns. Anna's words").await;
    assert_eq!(stored().await["description"], "It burns. Anna's words");

    // A page that comes back is based on what is stored then: the second try takes nothing back that another changed before the first.
    anna.press("Change title or description").await;
    anna.fill("What happened?", "Third words").await;
    let both = json!({"title": "Ada's title", "description": "Ada's words"});
    app.patch(&ada, &path, both).await.expect(200);
    anna.press("Save").await;
    anna.sees("Somebody else changed this meanwhile.").await;
    anna.press("Save").await;
    anna.sees("Third words").await;
    assert_eq!(stored().await["title"], "Ada's title");
    anna.close().await;
    app.finish().await;
}

#[tokio::test]
async fn a_follower_is_added_and_leaves() {
    let Some(app) = desk("followers").await else { return };
    let ada = app.customer("ada").await;
    app.customer("curt").await;
    let number = app.open_ticket(&ada, "Printer").await["number"].to_string();
    let mut browser = Browser::of(&app, "ada").await;
    browser.expect_in_log("409 (Conflict)");
    browser.visit(&format!("/tickets/{number}")).await;
    browser.fill("Add a follower, by username", "nobody-there").await;
    browser.press("Add").await;
    browser.sees("No person of this name can follow the ticket.").await;
    browser.fill("Add a follower, by username", "curt").await;
    browser.press("Add").await;
    browser.sees("added curt the customer as a follower").await;
    let curt = Browser::of(&app, "curt").await;
    curt.visit(&format!("/tickets/{number}")).await;
    curt.press("Remove curt the customer").await;
    curt.until_gone("Remove curt the customer").await;
    curt.visit(&format!("/tickets/{number}")).await;
    let mut curt = curt;
    curt.expect_in_log("404 (Not Found)");
    curt.sees("This page is not there").await;
    curt.close().await;
    browser.close().await;
    app.finish().await;
}

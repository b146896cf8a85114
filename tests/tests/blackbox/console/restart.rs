use serde_json::json;

use super::browser::{Browser, desk};
use crate::support::{Person, TestApp};

const FIELD: &str = "Reply to ada the customer";
const NOT_LIVE: &str = "Not live: connecting again";

/// The stream breaks off, and can't be opened while no server is there. Nothing else may go wrong.
const LOGGED: [&str; 4] = [
    "/live - Failed to load resource: net::ERR_CONNECTION_REFUSED",
    "/live - Failed to load resource: net::ERR_CONNECTION_RESET",
    "/live - Failed to load resource: net::ERR_EMPTY_RESPONSE",
    "/live - Failed to load resource: net::ERR_INCOMPLETE_CHUNKED_ENCODING",
];

async fn posts(app: &TestApp, who: &Person, number: &str, words: &str) {
    app.post(who, &format!("/tickets/{number}/messages"), json!({"body": words})).await.expect(201);
}

#[tokio::test]
async fn a_page_that_is_open_while_the_server_restarts_misses_nothing_and_loses_nothing() {
    let Some(mut app) = desk("a restart under an open page").await else { return };
    app.engineer("edgar").await;
    let ada = app.customer("ada").await;
    let number = app.open_ticket(&ada, "Printer").await["number"].to_string();
    let mut edgar = Browser::of(&app, "edgar").await;
    for line in LOGGED {
        edgar.expect_in_log(line);
    }
    edgar.visit(&format!("/tickets/{number}")).await;
    edgar
        .until("it is live", async || edgar.ask("return document.documentElement.dataset.live").await == "ready")
        .await;
    posts(&app, &ada, &number, "There is smoke.").await;
    edgar.sees("There is smoke.").await;
    edgar.fill(FIELD, "Half a sen").await;
    edgar.sees("Draft kept").await;
    edgar.ask("document.getElementById('reply').setSelectionRange(4, 6); window.isTheSamePage = true").await;

    let ports = app.ports();
    app.stop().await;
    edgar.sees(NOT_LIVE).await;
    app.start_again_at(&ports).await;
    posts(&app, &ada, &number, "It burns now.").await;
    edgar.sees("It burns now.").await;
    edgar.until_gone(NOT_LIVE).await;
    posts(&app, &ada, &number, "The fire brigade is here.").await;
    edgar.sees("The fire brigade is here.").await;

    assert_eq!(edgar.value(FIELD).await, "Half a sen");
    let place = "const field = document.activeElement; return [field.id, field.selectionStart, field.selectionEnd, window.isTheSamePage]";
    assert_eq!(edgar.ask(place).await, json!(["reply", 4, 6, true]));
    edgar.close().await;
    app.finish().await;
}

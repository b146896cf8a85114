use serde_json::json;
use thirtyfour::prelude::*;

use super::browser::{Browser, desk};

#[tokio::test]
async fn ctrl_k_opens_a_field_that_lists_while_one_types_and_leads_to_what_is_named() {
    let Some(app) = desk("go everywhere by key").await else { return };
    app.engineer("edgar").await;
    let ada = app.customer("ada").await;
    let number = app.open_ticket(&ada, "The curtain is open").await["number"].to_string();
    let customer = Browser::of(&app, "ada").await;
    customer.visit("/requests").await;
    let open = async || {
        let keys = customer.driver.action_chain().key_down(Key::Control).send_keys("k").key_up(Key::Control);
        keys.perform().await.unwrap();
    };
    open().await;
    customer.sees("A page, a person, a ticket, or #42").await;
    customer.keys("curt").await;
    customer.sees("All tickets with these words").await;
    let found = "return document.querySelector('#palette [data-found] .rows a').getAttribute('href')";
    assert_eq!(customer.ask(found).await, json!(format!("/tickets/{number}")));
    // It is listed before it is gone to.
    assert_eq!(customer.path().await, "/requests");
    customer.keys(Key::Escape).await;
    customer
        .until("it is closed", async || customer.ask("return document.querySelector('dialog[open]')").await.is_null())
        .await;

    // What was typed before is replaced. It opens from a field too.
    customer.click("//input[@id='q']").await;
    open().await;
    customer.keys(format!("#{number}")).await;
    customer.keys(Key::Enter).await;
    customer.sees("All about: The curtain is open").await;
    assert_eq!(customer.path().await, format!("/tickets/{number}"));
    open().await;
    customer.keys("new request").await;
    customer.keys(Key::Enter).await;
    customer.sees("What happened?").await;
    customer.close().await;
    app.finish().await;
}

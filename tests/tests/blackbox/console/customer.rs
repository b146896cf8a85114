use thirtyfour::prelude::*;

use super::browser::{Browser, desk};
use crate::support::PASSWORD;

#[tokio::test]
async fn a_customer_signs_up_asks_answers_and_says_that_it_is_solved() {
    let Some(mut app) = desk("a customer's journey").await else { return };
    let engineer = app.engineer("edgar").await;
    app.mails().await;
    let mut ada = Browser::open(&app).await;
    ada.expect_in_log("422 (Unprocessable Entity)");

    ada.visit("/").await;
    ada.press("Make an account").await;
    ada.fill("Name", "Ada Lovelace").await;
    ada.fill("E-mail address", "ada@example.com").await;
    ada.fill("Username", "ada").await;
    ada.fill("Password", "password").await;
    ada.press("Make an account").await;
    ada.sees("is too easy to guess").await;
    assert_eq!(ada.value("Name").await, "Ada Lovelace", "what was typed is kept");
    assert_eq!(ada.value("Password").await, "", "but no password");
    ada.fill("Password", PASSWORD).await;
    ada.press("Make an account").await;
    ada.sees("Look into your mail").await;

    let letter = app.mails().await.into_iter().find(|mail| mail.to == "ada@example.com").unwrap();
    let link = letter.text.split_whitespace().find(|word| word.contains("/account/verify-email?")).unwrap();
    ada.visit(link.strip_prefix("http://127.0.0.1").unwrap()).await;
    ada.press("Confirm").await;
    ada.sees("Your address is confirmed").await;

    ada.sign_in("ada").await;
    ada.sees("Nothing waits for you.").await;
    ada.press("New request").await;
    ada.fill("What is it about?", "The printer is on fire").await;
    ada.fill("What happened?", "It began with smoke.").await;
    ada.press("Send").await;
    ada.sees("It began with smoke.").await;
    ada.sees("with us").await;

    let path = ada.path().await;
    let number = path.strip_prefix("/tickets/").unwrap().to_owned();
    let reply = serde_json::json!({"body": "Is it still burning?"});
    app.post(&engineer, &format!("/tickets/{number}/messages"), reply).await.expect(201);
    ada.visit("/requests").await;
    ada.sees("Waiting for you").await;
    ada.opens("The printer is on fire").await;
    ada.sees("Is it still burning?").await;
    ada.fill("Your answer", "No.\nThank you!").await;
    ada.press("Send").await;
    ada.sees("Thank you!").await;
    ada.press("It is solved").await;
    ada.sees("closed").await;
    ada.sees("How good was the help?").await;
    ada.click("//input[@name='stars'][@value='5']").await;
    ada.press("Rate").await;
    ada.sees("5/5").await;
    ada.visit("/requests").await;
    let [waiting, done] =
        ["Waiting for you", "Done"].map(|part| format!("//section[h2='{part}']//a[contains(., 'on fire')]"));
    assert!(ada.driver.find(By::XPath(waiting)).await.is_err(), "what is closed waits for no answer");
    ada.click(&done).await;
    ada.press("It is not solved").await;
    ada.sees("with us").await;
    ada.close().await;
    app.finish().await;
}

#[tokio::test]
async fn what_was_typed_comes_back_where_it_is_refused() {
    let Some(app) = desk("a refused answer").await else { return };
    let ada = app.customer("ada").await;
    let ticket = app.open_ticket(&ada, "Printer").await;
    let mut browser = Browser::of(&app, "ada").await;
    browser.expect_in_log("409 (Conflict)");
    browser.visit(&format!("/tickets/{}", ticket["number"])).await;
    browser.fill("Your answer", "Half an hour of words").await;
    // Meanwhile, in another window.
    let change = serde_json::json!({"status": "canceled"});
    app.patch(&ada, &format!("/tickets/{}", ticket["number"]), change).await.expect(200);
    browser.press("Send").await;
    browser.sees("This ticket was canceled.").await;
    assert!(browser.driver.source().await.unwrap().contains("Half an hour of words"), "the words are gone");
    browser.close().await;
    app.finish().await;
}

#[tokio::test]
async fn files_come_along_and_stay_where_an_answer_is_refused() {
    let Some(app) = desk("files in forms").await else { return };
    app.customer("ada").await;
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, size: usize| {
        let path = folder.path().join(name);
        std::fs::write(&path, vec![b'x'; size]).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let mut ada = Browser::of(&app, "ada").await;
    ada.expect_in_log("422 (Unprocessable Entity)");
    ada.visit("/requests/new").await;
    ada.fill("What is it about?", " ").await;
    ada.fill("What happened?", "See the photo.").await;
    ada.choose("Files", &file("photo.txt", 20)).await;
    ada.ask("document.querySelector('main form').noValidate = true").await;
    ada.press("Send").await;
    ada.sees("photo.txt is here already").await;
    ada.fill("What is it about?", "A broken lamp").await;
    ada.press("Send").await;
    ada.sees("See the photo.").await;
    ada.press("photo.txt").await;
    let gone = async || ada.path().await.starts_with("/tickets/");
    ada.until("the file is a download, and the page stays", gone).await;
    let number = ada.path().await.rsplit('/').next().unwrap().to_owned();
    let seen = app.get(&app.sign_in("ada").await, &format!("/tickets/{number}")).await.expect(200);
    assert_eq!(seen["attachments"][0]["name"], "photo.txt");
    ada.close().await;
    app.finish().await;
}

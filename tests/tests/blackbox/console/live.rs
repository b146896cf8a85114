use serde_json::json;
use thirtyfour::prelude::*;

use super::browser::{Browser, desk};
use crate::support::{Person, TestApp};

async fn is_live(browser: &Browser) {
    let ready = async || browser.ask("return document.documentElement.dataset.live ?? ''").await == "ready";
    browser.until("the page is live", ready).await;
}

/// A desk on which an engineer has a ticket of a customer: the desk, the customer, the number.
async fn desk_with_printer(test: &str) -> Option<(TestApp, Person, String)> {
    let app = desk(test).await?;
    app.engineer("edgar").await;
    let ada = app.customer("ada").await;
    let number = app.open_ticket(&ada, "Printer").await["number"].to_string();
    Some((app, ada, number))
}

async fn posts(app: &TestApp, who: &Person, number: &str, words: &str) {
    app.post(who, &format!("/tickets/{number}/messages"), json!({"body": words})).await.expect(201);
}

#[tokio::test]
async fn what_another_writes_appears_and_what_one_types_stays() {
    let Some((app, ada, number)) = desk_with_printer("two people on one ticket").await else { return };
    let edgar = Browser::of(&app, "edgar").await;
    edgar.opens("Printer").await;
    is_live(&edgar).await;
    edgar.fill("Reply to ada the customer", "Half a sen").await;
    edgar.ask("document.getElementById('reply').setSelectionRange(4, 4)").await;

    posts(&app, &ada, &number, "There is smoke.").await;
    edgar.sees("There is smoke.").await;
    assert_eq!(edgar.value("Reply to ada the customer").await, "Half a sen");
    assert_eq!(
        edgar.ask("return [document.activeElement.id, document.activeElement.selectionStart]").await,
        json!(["reply", 4])
    );
    assert!(edgar.text().await.contains("waits for us"), "the facts follow too");

    let change = json!({"title": "The printer is on fire"});
    app.patch(&ada, &format!("/tickets/{number}"), change).await.expect(200);
    edgar.sees("The printer is on fire").await;
    assert_eq!(edgar.value("Reply to ada the customer").await, "Half a sen");
    edgar.close().await;
    app.finish().await;
}

#[tokio::test]
async fn a_new_ticket_comes_into_the_inbox_by_itself_and_waits_while_one_works_there() {
    let Some(app) = desk("a new ticket in an open inbox").await else { return };
    app.engineer("edgar").await;
    let ada = app.customer("ada").await;
    let edgar = Browser::of(&app, "edgar").await;
    is_live(&edgar).await;
    app.open_ticket(&ada, "First").await;
    edgar.sees("First").await;
    is_live(&edgar).await;
    edgar.find("//a[contains(., 'First')]").await.focus().await.unwrap();
    app.open_ticket(&ada, "Second").await;
    edgar.sees("Something changed: show it").await;
    assert!(!edgar.text().await.contains("Second"), "the row under the focus moves");
    edgar.press("Something changed: show it").await;
    edgar.sees("Second").await;
    edgar.close().await;
    app.finish().await;
}

#[tokio::test]
async fn a_draft_is_there_again_after_a_reload_and_in_another_browser_and_goes_when_it_is_sent() {
    let Some((app, ada, number)) = desk_with_printer("drafts").await else { return };
    let page = format!("/tickets/{number}");
    let edgar = Browser::of(&app, "edgar").await;
    edgar.visit(&page).await;
    edgar.fill("Reply to ada the customer", "To Ada").await;
    // At once, before a second of rest.
    edgar.driver.refresh().await.unwrap();
    assert_eq!(edgar.value("Reply to ada the customer").await, "To Ada");
    edgar.fill("Note, for staff only", "About Ada").await;
    edgar.sees("Draft kept").await;
    let home = Browser::of(&app, "edgar").await;
    let both = async || {
        home.visit(&page).await;
        [home.value("Reply to ada the customer").await, home.value("Note, for staff only").await]
            == ["To Ada".to_owned(), "About Ada".to_owned()]
    };
    home.until("both drafts are in the other browser", both).await;
    home.press("Add note, staff only").await;
    home.sees("About Ada").await;
    assert_eq!(home.value("Note, for staff only").await, "");
    assert_eq!(home.value("Reply to ada the customer").await, "To Ada", "the other editor keeps its own");
    home.press("Send to ada the customer").await;
    home.until("it is sent", async || home.value("Reply to ada the customer").await.is_empty()).await;
    home.visit(&page).await;
    assert_eq!(home.value("Reply to ada the customer").await, "");
    let seen = app.get(&ada, &format!("/tickets/{number}/messages")).await.expect(200).to_string();
    assert!(seen.contains("To Ada") && !seen.contains("About Ada"), "{seen}");
    home.close().await;
    edgar.close().await;
    app.finish().await;
}

#[tokio::test]
async fn no_answer_goes_out_unaware_of_a_newer_message() {
    let Some(app) = desk("an overtaken answer").await else { return };
    let engineer = app.engineer("edgar").await;
    let ada = app.customer("ada").await;
    let number = app.open_ticket(&ada, "Printer").await["number"].to_string();
    let mut edgar = Browser::open(&app).await;
    edgar.expect_in_log("409 (Conflict)");
    // Without scripts nothing comes by itself.
    edgar.command("Emulation.setScriptExecutionDisabled", json!({"value": true})).await;
    edgar.sign_in("edgar").await;
    edgar.visit(&format!("/tickets/{number}")).await;
    edgar.fill("Reply to ada the customer", "Please wait.").await;
    posts(&app, &ada, &number, "It is out again.").await;
    edgar.press("Send to ada the customer").await;
    edgar.sees("Another message came since you began.").await;
    edgar.sees("It is out again.").await;
    let sent = app.get(&engineer, &format!("/tickets/{number}/messages")).await.expect(200);
    assert_eq!(sent["data"].as_array().unwrap().len(), 2);
    assert!(edgar.driver.source().await.unwrap().contains("Please wait."));
    edgar.press("Send to ada the customer").await;
    edgar.sees("edgar the engineer").await;
    let sent = app.get(&engineer, &format!("/tickets/{number}/messages")).await.expect(200);
    assert_eq!(sent["data"].as_array().unwrap().len(), 3);
    edgar.close().await;
    app.finish().await;
}

#[tokio::test]
async fn single_keys_do_what_the_help_says() {
    let Some(app) = desk("single keys").await else { return };
    app.engineer("edgar").await;
    let ada = app.customer("ada").await;
    app.open_ticket(&ada, "Printer").await;
    let edgar = Browser::of(&app, "edgar").await;
    is_live(&edgar).await;
    edgar.keys("?").await;
    edgar.sees("next row").await;
    edgar.keys(Key::Escape).await;
    edgar.keys("j").await;
    edgar.keys(Key::Enter).await;
    edgar.sees("All about: Printer").await;
    is_live(&edgar).await;
    edgar.keys("t").await;
    edgar.sees("is on it").await;
    is_live(&edgar).await;
    edgar.keys("r").await;
    edgar.keys("Use the stairs. n e t").await;
    let chord = edgar.driver.action_chain().key_down(Key::Control).send_keys(Key::Enter).key_up(Key::Control);
    chord.perform().await.unwrap();
    edgar.sees("Use the stairs. n e t").await;
    is_live(&edgar).await;
    edgar.keys("e").await;
    edgar.sees("from open to resolved").await;
    is_live(&edgar).await;
    edgar.keys("u").await;
    edgar.until("the inbox is there", async || edgar.path().await.starts_with("/inbox")).await;
    is_live(&edgar).await;
    edgar.keys("g").await;
    edgar.keys("u").await;
    edgar.until("the unassigned are there", async || edgar.path().await == "/inbox?view=unassigned").await;
    edgar.close().await;
    app.finish().await;
}

#[tokio::test]
async fn eight_windows_of_a_browser_have_one_stream_and_all_are_live() {
    let Some((app, ada, number)) = desk_with_printer("eight windows").await else { return };
    let edgar = Browser::of(&app, "edgar").await;
    let page = format!("/tickets/{number}");
    edgar.visit(&page).await;
    is_live(&edgar).await;
    for _ in 0..7 {
        edgar.driver.new_tab().await.unwrap();
        let windows = edgar.driver.windows().await.unwrap();
        edgar.driver.switch_to_window(windows.last().unwrap().clone()).await.unwrap();
        edgar.visit(&page).await;
        is_live(&edgar).await;
    }
    posts(&app, &ada, &number, "There is smoke.").await;
    for window in edgar.driver.windows().await.unwrap() {
        edgar.driver.switch_to_window(window).await.unwrap();
        edgar.sees("There is smoke.").await;
    }
    let metrics = app.call(None, "GET", "//metrics", None).await.body;
    let open = metrics.lines().find(|line| line.contains("streams") && line.contains("pages")).unwrap_or_default();
    assert!(open.ends_with(" 1"), "{open:?}");
    edgar.close().await;
    app.finish().await;
}

#[tokio::test]
async fn a_session_that_is_ended_elsewhere_says_so_and_keeps_the_words() {
    let Some((app, _, number)) = desk_with_printer("a session that ends").await else { return };
    let mut browser = Browser::of(&app, "ada").await;
    browser.expect_in_log("401 (Unauthorized)");
    browser.visit(&format!("/tickets/{number}")).await;
    is_live(&browser).await;
    browser.fill("Your answer", "Half a sen").await;
    let admin = app.superadmin().await;
    app.patch(&admin, "/users/ada", json!({"status": "suspended"})).await.expect(200);
    browser.sees("You are signed out. Nothing that you typed is lost.").await;
    assert_eq!(browser.value("Your answer").await, "Half a sen");
    browser.close().await;
    app.finish().await;
}

#[tokio::test]
async fn colleagues_on_one_ticket_see_each_other_and_the_customer_sees_none_of_it() {
    let Some((app, _, number)) = desk_with_printer("colleagues on one ticket").await else { return };
    app.admin("anna").await;
    let page = format!("/tickets/{number}");
    let edgar = Browser::of(&app, "edgar").await;
    edgar.visit(&page).await;
    let anna = Browser::of(&app, "anna").await;
    anna.visit(&page).await;
    anna.sees("edgar the engineer has this ticket open.").await;
    edgar.fill("Note, for staff only", "Half a sen").await;
    anna.visit(&page).await;
    anna.sees("edgar the engineer is writing.").await;
    let ada = Browser::of(&app, "ada").await;
    ada.visit(&page).await;
    assert_eq!(ada.ask("return document.getElementById('others')").await, json!(null));
    edgar.visit("/inbox").await;
    let alone = async || {
        anna.visit(&page).await;
        anna.until("she is noted", async || {
            anna.ask("return performance.getEntriesByType('resource').some(one => one.name.endsWith('/presence'))")
                .await
                == true
        })
        .await;
        !anna.text().await.contains("edgar the engineer is")
    };
    anna.until("edgar left", alone).await;
    ada.close().await;
    anna.close().await;
    edgar.close().await;
    app.finish().await;
}

#[tokio::test]
async fn two_windows_of_a_browser_show_one_draft_and_another_browser_does_not_replace_it_unseen() {
    let Some((app, _, number)) = desk_with_printer("one draft in two browsers").await else { return };
    let (page, reply) = (format!("/tickets/{number}"), "Reply to ada the customer");
    let mut home = Browser::of(&app, "edgar").await;
    home.visit(&page).await;
    let work = Browser::of(&app, "edgar").await;
    work.visit(&page).await;
    let first = work.driver.window().await.unwrap();
    let second = work.driver.new_tab().await.unwrap();
    work.fill(reply, "Typed at work").await;
    work.sees("Draft kept").await;
    work.driver.switch_to_window(second).await.unwrap();
    work.visit(&page).await;
    work.fill(reply, "Typed in the second window").await;
    work.sees("Draft kept").await;
    work.driver.switch_to_window(first).await.unwrap();
    assert_eq!(work.value(reply).await, "Typed in the second window");
    // The first window goes on from what the second one kept.
    work.fill(reply, "Typed in both").await;
    let kept = async || app.rows_of("SELECT body FROM drafts").await == ["Typed in both"];
    work.until("it is kept", kept).await;

    home.expect_in_log("409");
    home.fill(reply, "Typed at home").await;
    home.sees("Another browser keeps other words here.").await;
    home.press("Show both").await;
    home.until("the other words are shown", async || home.value(reply).await == "Typed in both").await;
    home.press("Other words were typed here: put them back").await;
    home.sees("Draft kept").await;
    assert_eq!(home.value(reply).await, "Typed at home");
    home.close().await;
    work.close().await;
    app.finish().await;
}

#[tokio::test]
async fn what_was_sent_does_not_come_back_as_a_draft_and_what_did_not_arrive_does() {
    let Some((app, _, number)) = desk_with_printer("a draft that was sent").await else { return };
    let page = format!("/tickets/{number}");
    let edgar = Browser::of(&app, "edgar").await;
    edgar.visit(&page).await;
    // At once, before a second of rest.
    edgar.fill("Reply to ada the customer", "Please wait.").await;
    edgar.press("Send to ada the customer").await;
    edgar.sees("Please wait.").await;
    for _ in 0..2 {
        edgar.visit(&page).await;
        assert_eq!(edgar.value("Reply to ada the customer").await, "");
    }

    // The next one is sent without its cookie: it does not arrive.
    edgar.fill("Reply to ada the customer", "Is it out?").await;
    edgar.driver.delete_all_cookies().await.unwrap();
    edgar.press("Send to ada the customer").await;
    edgar.sees("You are not signed in").await;
    edgar.sign_in("edgar").await;
    edgar.visit(&page).await;
    assert_eq!(edgar.value("Reply to ada the customer").await, "Is it out?");
    let mut edgar = edgar;
    edgar.expect_in_log("401 (Unauthorized)");
    edgar.close().await;
    app.finish().await;
}

#[tokio::test]
async fn another_person_in_the_same_browser_does_not_send_the_words_of_the_first() {
    let Some(app) = desk("two people in one browser").await else { return };
    app.admin("anna").await;
    app.engineer("edgar").await;
    let ada = app.customer("ada").await;
    let number = app.open_ticket(&ada, "Printer").await["number"].to_string();
    let page = format!("/tickets/{number}");
    let mut shared = Browser::of(&app, "edgar").await;
    shared.expect_in_log("409 (Conflict)");
    shared.expect_in_log("403 (Forbidden)");
    shared.visit(&page).await;
    is_live(&shared).await;
    let first = shared.driver.window().await.unwrap();
    shared.driver.new_tab().await.unwrap();
    let second = shared.driver.windows().await.unwrap().pop().unwrap();
    shared.driver.switch_to_window(second).await.unwrap();
    shared.sign_in("anna").await;
    shared.driver.switch_to_window(first).await.unwrap();
    shared.fill("Reply to ada the customer", "Words of Edgar").await;
    shared.press("Send to ada the customer").await;
    shared.sees("Another person signed in with this browser").await;
    let sent = app.get(&ada, &format!("{page}/messages")).await.expect(200).to_string();
    assert!(!sent.contains("Words of Edgar"), "{sent}");
    shared.close().await;
    app.finish().await;
}

#[tokio::test]
async fn of_a_very_long_conversation_the_newest_is_there_and_can_be_answered() {
    let app = TestApp::with("http.public_url", "http://127.0.0.1").start().await;
    let ada = app.customer("ada").await;
    let number = app.open_ticket(&ada, "Printer").await["number"].to_string();
    for n in 0..505 {
        posts(&app, &ada, &number, &format!("Message {n}.")).await;
    }
    let cookie = super::session::cookie_of(&app, "ada").await;
    let ask = async |query: &str| {
        let page = app.client.get(format!("{}/tickets/{number}{query}", app.base())).header("cookie", &cookie);
        app.send(page).await.body
    };
    let page = ask("").await;
    assert!(page.contains("Message 504.") && !page.contains("Message 3."), "the newest are left out");
    assert!(page.contains("Older entries are not shown here."));
    let printed = ask("?print=all").await;
    assert!((0..505).all(|n| printed.contains(&format!("Message {n}."))), "paper has all of it");
    assert!(!printed.contains("Older entries are not shown here."));
    app.finish().await;
}

use serde_json::json;
use thirtyfour::prelude::*;

use super::browser::{Browser, desk};
use super::visit::Visit;
use crate::support::TestApp;

#[tokio::test]
async fn the_look_is_kept_with_the_person_and_is_the_same_by_page_and_by_api() {
    let app = TestApp::with("http.public_url", "http://127.0.0.1").start().await;
    let person = app.customer("ada").await;
    let ada = Visit::of(&app, "ada").await;
    let page = ada.open("/account/look").await.body;
    assert!(page.contains("value=\"system\" checked") && page.contains("content=\"light dark\""), "{page}");
    assert!(!page.contains("data-theme") && !page.contains("single_keys"), "customers have no single keys: {page}");

    let saved = ada.send("/account/look", &[("language", "de"), ("theme", "dark")]).await;
    for words in ["Gespeichert.", "<html lang=\"de\"", "data-theme=\"dark\"", "value=\"dark\" checked"] {
        assert!(saved.body.contains(words), "{words:?} is not in {}", saved.body);
    }
    let me = app.get(&person, "/me").await.expect(200);
    let kept = (&me["language"], &me["theme"], &me["single_keys"]);
    assert_eq!(kept, (&json!("de"), &json!("dark"), &json!(true)));
    for (path, words) in [("/tickets/77", "Diese Seite gibt es nicht"), ("/reports", "Das dürfen Sie nicht")] {
        let problem = ada.open(path).await.body;
        assert!(problem.contains("data-theme=\"dark\"") && problem.contains(words), "{path}: {problem}");
    }

    app.patch(&person, "/me", json!({"theme": "light", "single_keys": false})).await.expect(200);
    let page = ada.open("/requests").await.body;
    assert!(page.contains("data-theme=\"light\"") && page.contains("data-single-keys=\"off\""), "{page}");
    ada.send("/account/look", &[("language", ""), ("theme", "system")]).await;
    let me = app.get(&person, "/me").await.expect(200);
    let kept = (&me["language"], &me["theme"], &me["single_keys"]);
    assert_eq!(kept, (&json!(null), &json!("system"), &json!(false)), "what the form does not name stays");

    for (field, value) in [("theme", json!("pink")), ("theme", json!(null)), ("single_keys", json!("no"))] {
        app.patch(&person, "/me", json!({field: value})).await.expect_problem(422, "invalid-fields");
    }
    for form in [[("language", "xx"), ("theme", "dark")], [("language", "en"), ("theme", "pink")]] {
        assert_eq!(ada.send("/account/look", &form).await.status, 400, "{form:?}");
    }
    let root = app.superadmin().await;
    app.patch(&root, "/users/ada", json!({"theme": "dark"})).await.expect_problem(422, "invalid-fields");
    let seen = app.get(&root, "/users/ada").await.expect(200);
    assert_eq!((seen.get("theme"), seen.get("single_keys")), (None, None), "that is for oneself");
    app.finish().await;
}

/// The ground of the page, as the browser paints it.
async fn ground(browser: &Browser) -> String {
    let colour = browser.ask("return getComputedStyle(document.body).backgroundColor").await;
    colour.as_str().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn chosen_colours_go_before_those_of_the_device_in_every_browser() {
    let Some(app) = desk("the colours of the account").await else { return };
    app.engineer("edgar").await;
    let office = Browser::of(&app, "edgar").await;
    let home = Browser::of(&app, "edgar").await;
    let dark = "rgb(18, 22, 26)";
    let light = "rgb(247, 248, 249)";
    for (browser, device) in [(&office, "light"), (&home, "dark")] {
        let emulated = json!({"features": [{"name": "prefers-color-scheme", "value": device}]});
        browser.command("Emulation.setEmulatedMedia", emulated).await;
    }
    for (choice, on_light, on_dark) in
        [("dark", dark, dark), ("light", light, light), ("as your device is set", light, dark)]
    {
        office.visit("/account/look").await;
        office.click(&format!("//label[normalize-space()='{choice}']")).await;
        office.press("Save").await;
        office.sees("Saved.").await;
        assert_eq!(ground(&office).await, on_light, "{choice}");
        home.visit("/inbox").await;
        assert_eq!(ground(&home).await, on_dark, "{choice}");
    }
    office.close().await;
    home.close().await;
    app.finish().await;
}

#[tokio::test]
async fn who_turned_single_keys_off_types_without_harm_and_still_sends_by_key() {
    let Some(app) = desk("single keys that are off").await else { return };
    app.engineer("edgar").await;
    let ada = app.customer("ada").await;
    let number = app.open_ticket(&ada, "Printer").await["number"].to_string();
    let edgar = Browser::of(&app, "edgar").await;
    edgar.visit("/account/look").await;
    edgar.click("//label[normalize-space()='No single keys']").await;
    edgar.press("Save").await;
    edgar.sees("Saved.").await;

    edgar.visit(&format!("/tickets/{number}")).await;
    edgar.sees("All about: Printer").await;
    edgar
        .until("it is live", async || edgar.ask("return document.documentElement.dataset.live").await == "ready")
        .await;
    for keys in ["t", "e", "r", "?", "g", "i", "u"] {
        edgar.keys(keys).await;
    }
    assert_eq!(edgar.path().await, format!("/tickets/{number}"));
    let state = edgar.ask("return [document.activeElement.id, document.getElementById('keys').open]").await;
    assert_eq!(state[1], false);
    assert_ne!(state[0], "reply");

    edgar.fill("Reply to ada the customer", "Use the stairs.").await;
    let chord = edgar.driver.action_chain().key_down(Key::Control).send_keys(Key::Enter).key_up(Key::Control);
    chord.perform().await.unwrap();
    edgar.sees("Use the stairs.").await;
    let seen = app.get(&ada, &format!("/tickets/{number}")).await.expect(200);
    assert_eq!((&seen["status"], &seen["taken_at"]), (&json!("open"), &json!(null)), "{seen}");
    let sent = app.get(&ada, &format!("/tickets/{number}/messages")).await.expect(200);
    assert_eq!(sent["data"].as_array().unwrap().len(), 2);
    edgar.close().await;
    app.finish().await;
}

use serde_json::json;

use super::browser::{Browser, desk};
use super::visit::Visit;

/// What paper has no use for, as far as it is visible.
const TO_PRESS: &str = "return [...document.querySelectorAll('header.bar, nav, form, button, .button, dialog, .state, input, textarea, select')]
    .filter((one) => one.checkVisibility()).map((one) => one.outerHTML.slice(0, 90))";

/// The page as a printer gets it.
async fn on_paper(browser: &Browser) {
    browser.command("Emulation.setEmulatedMedia", json!({"media": "print"})).await;
}

#[tokio::test]
async fn a_printed_ticket_has_all_that_was_said_and_nothing_to_press() {
    let Some(app) = desk("a ticket on paper").await else { return };
    let engineer = app.engineer("edgar").await;
    let ada = app.customer("ada").await;
    app.patch(&engineer, "/me", json!({"theme": "dark"})).await.expect(200);
    let ticket = app.open_ticket(&ada, "Printer").await;
    let number = ticket["number"].to_string();
    let file = app.uploaded(&ada, "smoke.txt", "smoke").await;
    app.say_with(&ada, &ticket, None, &[&file]).await.expect(201);
    let path = format!("/tickets/{number}/messages");
    app.post(&engineer, &path, json!({"body": "Pull the plug."})).await.expect(201);
    app.post(&engineer, &path, json!({"body": "She smokes.", "kind": "note"})).await.expect(201);

    let edgar = Browser::of(&app, "edgar").await;
    edgar.visit(&format!("/tickets/{number}")).await;
    edgar.press("Print").await;
    edgar.sees("Pull the plug.").await;
    edgar.until("it is the page for paper", async || edgar.path().await.ends_with("?print=all")).await;
    assert!(!edgar.text().await.contains("She smokes."), "a note that was not asked for");
    edgar.find("//button[@data-prints and not(@hidden)]").await;
    on_paper(&edgar).await;
    assert_eq!(edgar.ask(TO_PRESS).await, json!([]));
    let text = edgar.text().await;
    let address = format!("http://127.0.0.1/tickets/{number}");
    for words in
        ["All about: Printer", "See the file.", "Pull the plug.", "State open", "From ada the customer", &address]
    {
        assert!(text.contains(words), "{words:?} is not in {text}");
    }
    let seen = edgar
        .ask(
            "const style = (one) => getComputedStyle(one);
             return [style(document.body).backgroundColor, style(document.body).color,
                     getComputedStyle(document.querySelector('.files a'), '::after').content]",
        )
        .await;
    let id = file["id"].as_str().unwrap();
    let after = format!("\" (\" \"{address}/files/{id}\" \")\"");
    let joined = format!("\" ({address}/files/{id})\"");
    assert_eq!(
        (&seen[0], &seen[1]),
        (&json!("rgb(255, 255, 255)"), &json!("rgb(0, 0, 0)")),
        "black on white in every look"
    );
    assert!(seen[2] == after || seen[2] == joined, "{seen}");

    edgar.command("Emulation.setEmulatedMedia", json!({"media": ""})).await;
    edgar.press("With internal notes").await;
    edgar.sees("She smokes.").await;
    on_paper(&edgar).await;
    assert!(edgar.text().await.contains("She smokes."), "a note that was asked for");
    edgar.close().await;

    let reporter = Visit::of(&app, "ada").await;
    let page = reporter.open(&format!("/tickets/{number}?print=all&notes=1")).await.body;
    assert!(page.contains("Pull the plug.") && !page.contains("She smokes.") && !page.contains("notes"), "{page}");
    app.finish().await;
}

#[tokio::test]
async fn printed_lists_and_reports_have_their_rows_and_nothing_to_press() {
    let Some(app) = desk("lists on paper").await else { return };
    app.admin("anna").await;
    app.engineer("edgar").await;
    let ada = app.customer("ada").await;
    let number = app.open_ticket(&ada, "Printer").await["number"].to_string();
    for (login, pages) in [
        ("ada", vec![("/requests".to_owned(), "Printer"), (format!("/tickets/{number}"), "All about: Printer")]),
        (
            "anna",
            vec![
                ("/inbox?view=all".to_owned(), "Printer"),
                ("/reports".to_owned(), "edgar the engineer"),
                (format!("/tickets/{number}"), "All about: Printer"),
            ],
        ),
    ] {
        let browser = Browser::of(&app, login).await;
        on_paper(&browser).await;
        for (page, words) in pages {
            browser.visit(&page).await;
            browser.sees(words).await;
            assert_eq!(browser.ask(TO_PRESS).await, json!([]), "{login} {page}");
        }
        browser.close().await;
    }
    app.finish().await;
}

use serde_json::json;

use super::browser::{Browser, desk};

/// Every page that a person of each role comes by, at the width of a small phone: nothing runs over the edge, and no word of a person is
/// markup.
#[tokio::test]
async fn hostile_words_stay_words_and_no_page_scrolls_sideways() {
    let Some(app) = desk("hostile words").await else { return };
    app.engineer("edgar").await;
    let ada = app.customer("ada").await;
    let hostile = format!("<img src=x onerror=alert(1)> \u{202b}evil {}", "W".repeat(150));
    let body = json!({"title": hostile.replace('\u{202b}', ""), "description": hostile.replace('\u{202b}', "")});
    let number = app.post(&ada, "/tickets", body).await.expect(201)["number"].to_string();
    for (login, pages) in [
        ("ada", vec!["/requests".to_owned(), "/requests/new".to_owned(), format!("/tickets/{number}")]),
        ("edgar", vec!["/inbox".to_owned(), "/inbox?view=all".to_owned(), format!("/tickets/{number}")]),
    ] {
        let browser = Browser::of(&app, login).await;
        for width in [320, 1280] {
            let size = json!({"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": false});
            browser.command("Emulation.setDeviceMetricsOverride", size).await;
            for page in &pages {
                browser.visit(page).await;
                let seen = browser
                    .ask(
                        "return [document.documentElement.scrollWidth <= innerWidth, document.querySelectorAll('main img').length,
                                 document.querySelectorAll('h1').length]",
                    )
                    .await;
                assert_eq!(seen, json!([true, 0, 1]), "{login} {page} {width}");
            }
        }
        browser.close().await;
    }
    app.finish().await;
}

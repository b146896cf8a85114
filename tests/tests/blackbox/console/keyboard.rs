use thirtyfour::prelude::*;

use super::browser::{Browser, desk};

/// Presses the tabulator until the element that has the focus reads so. Each step shows where the focus is.
async fn tab_to(browser: &Browser, words: &str) {
    for _ in 0..60 {
        browser.keys(Key::Tab).await;
        let seen = browser
            .ask(
                "const e = document.activeElement, s = getComputedStyle(e);
                 return [(e.labels?.[0] ?? e).textContent.replace(/[\\u2068\\u2069]/g, '').trim().replace(/\\s+/g, ' '),
                         e === document.body || (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2)];",
            )
            .await;
        assert_eq!(seen[1], true, "the focus is not visible on {}", seen[0]);
        if seen[0] == words {
            return;
        }
    }
    panic!("{words:?} is not reached by the keyboard on {}", browser.path().await);
}

#[tokio::test]
async fn an_engineer_works_with_the_keyboard_only() {
    let Some(app) = desk("work with the keyboard").await else { return };
    app.engineer("edgar").await;
    let ada = app.customer("ada").await;
    let number = app.open_ticket(&ada, "No sound").await["number"].to_string();
    let edgar = Browser::open(&app).await;
    edgar.visit("/sign-in").await;
    edgar.keys("edgar").await;
    edgar.keys(Key::Tab).await;
    edgar.keys(crate::support::PASSWORD).await;
    edgar.keys(Key::Enter).await;
    edgar.sees("No sound").await;

    edgar.visit("/inbox").await;
    tab_to(&edgar, "To the content").await;
    let row = edgar.find(&format!("//a[@data-ticket='{number}']")).await.text().await.unwrap();
    tab_to(&edgar, row.replace('\n', " ").trim()).await;
    edgar.keys(Key::Enter).await;
    edgar.sees("All about: No sound").await;
    tab_to(&edgar, "Reply to ada the customer").await;
    edgar.keys("Is it switched on?").await;
    tab_to(&edgar, "Send to ada the customer").await;
    edgar.keys(Key::Enter).await;
    edgar.sees("Is it switched on?").await;
    tab_to(&edgar, "Resolve").await;
    edgar.keys(Key::Enter).await;
    edgar.sees("from open to resolved").await;
    edgar.close().await;
    app.finish().await;
}

use serde_json::json;

use super::browser::{Browser, desk};

/// The numbers of the chosen rows, and what the page says of how many they are.
async fn chosen(browser: &Browser) -> serde_json::Value {
    browser
        .ask(
            "return [[...document.querySelectorAll('[data-rows] input:checked')].map((box) => box.value.split(':')[0]),
                     document.getElementById('chosen').textContent];",
        )
        .await
}

#[tokio::test]
async fn an_engineer_chooses_rows_by_key_and_changes_them_together() {
    let Some(app) = desk("choose rows by key").await else { return };
    app.engineer("edgar").await;
    let ada = app.customer("ada").await;
    for n in 1..=5 {
        app.open_ticket(&ada, &format!("Printer {n}")).await;
    }
    let edgar = Browser::of(&app, "edgar").await;
    edgar.visit("/inbox?view=open").await;
    edgar.sees("Printer 5").await;
    // The last changed is first: 5, 4, 3, 2, 1.
    edgar.keys("jx").await;
    assert_eq!(chosen(&edgar).await, json!([["5"], "1"]));
    edgar.keys("jjjX").await;
    assert_eq!(chosen(&edgar).await, json!([["5", "4", "3", "2"], "4"]));
    edgar.keys("kx").await;
    assert_eq!(chosen(&edgar).await, json!([["5", "4", "2"], "3"]));

    // A change of another person draws the list anew; what was chosen stays.
    edgar.keys("b").await;
    app.open_ticket(&ada, "Scanner").await;
    edgar.sees("Scanner").await;
    assert_eq!(chosen(&edgar).await, json!([["5", "4", "2"], "3"]));

    edgar.keys("blocked\u{E007}").await;
    edgar.press("Change").await;
    edgar.sees("3 tickets were changed").await;
    edgar.press("Back to the list").await;
    edgar.sees("Printer 1").await;
    assert_eq!(edgar.path().await, "/inbox?view=open");
    let blocked = edgar.ask("return document.querySelectorAll('[data-rows] .badge.blocked').length").await;
    assert_eq!(blocked, json!(3));
    edgar.close().await;
    app.finish().await;
}

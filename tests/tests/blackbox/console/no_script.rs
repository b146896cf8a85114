use serde_json::json;

use super::browser::{Browser, desk};

#[tokio::test]
async fn everything_works_without_scripts() {
    let Some(app) = desk("work without scripts").await else { return };
    app.engineer("edgar").await;
    app.customer("ada").await;
    let ada = Browser::open(&app).await;
    ada.command("Emulation.setScriptExecutionDisabled", json!({"value": true})).await;
    ada.sign_in("ada").await;
    ada.press("New request").await;
    ada.fill("What is it about?", "No sound").await;
    ada.fill("What happened?", "It was there yesterday.").await;
    ada.press("Send").await;
    ada.sees("It was there yesterday.").await;

    let edgar = Browser::open(&app).await;
    edgar.command("Emulation.setScriptExecutionDisabled", json!({"value": true})).await;
    edgar.sign_in("edgar").await;
    edgar.opens("No sound").await;
    edgar.fill("Reply to ada the customer", "Is it switched on?").await;
    edgar.press("Send and resolve").await;
    edgar.sees("Is it switched on?").await;
    edgar.sees("from open to resolved").await;

    ada.press("My requests").await;
    ada.sees("resolved").await;
    ada.press("ada the customer").await;
    ada.press("Sign out").await;
    ada.sees("Forgot your password?").await;
    ada.close().await;
    edgar.close().await;
    app.finish().await;
}

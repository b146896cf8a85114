use deskhand_http_core::routing::Access;
use deskhand_web::PAGES;
use serde_json::{Value, json};

use super::browser::{Browser, desk, not_run};
use super::walk::path_of;

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
    let key = json!({"name": "W".repeat(100), "scopes": ["read"]});
    app.post(&ada, "/api-keys", key).await.expect(201);
    let own = ["", "/look", "/notifications", "/password", "/second-factor", "/sessions", "/keys"]
        .map(|of| format!("/account{of}"));
    for (login, pages) in [
        (
            "ada",
            vec![
                "/requests".to_owned(),
                "/requests/new".to_owned(),
                "/go?list&q=e".to_owned(),
                format!("/tickets/{number}"),
            ],
        ),
        (
            "edgar",
            vec![
                "/inbox".to_owned(),
                "/inbox?view=all".to_owned(),
                "/go?q=img".to_owned(),
                format!("/tickets/{number}"),
            ],
        ),
    ] {
        let pages = [pages.as_slice(), own.as_slice()].concat();
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

/// What axe-core finds on the page: the rule and the first element of each fault.
async fn faults(browser: &Browser, axe: &str) -> Vec<String> {
    browser.driver.execute(axe, vec![]).await.unwrap();
    let script = "const done = arguments[arguments.length - 1];
        axe.run(document, { resultTypes: ['violations'] }).then(
            (found) => done(found.violations.map((one) => `${one.id}: ${one.nodes[0].html.slice(0, 200)}`)),
            (error) => done([String(error)]));";
    let found = browser.driver.execute_async(script, vec![]).await.unwrap();
    found.json().as_array().unwrap().iter().filter_map(Value::as_str).map(str::to_owned).collect()
}

#[tokio::test]
async fn axe_finds_no_fault_on_any_page_for_any_role() {
    let Some(axe) = std::env::var_os("DESKHAND_TEST_AXE") else { return not_run("faults of accessibility", "AXE") };
    let Some(app) = desk("faults of accessibility").await else { return };
    let axe = std::fs::read_to_string(axe).unwrap();
    app.engineer("edgar").await;
    app.admin("anna").await;
    let ada = app.customer("ada").await;
    app.sign_up("wanda", "engineer").await.expect(201);
    let number = app.open_ticket(&ada, "Printer").await["number"].to_string();
    let edgar = app.sign_in("edgar").await;
    app.post(&edgar, &format!("/tickets/{number}/messages"), json!({"body": "An answer"})).await.expect(201);
    app.post(&edgar, &format!("/tickets/{number}/messages"), json!({"body": "A note", "note": true})).await;
    let mut found = Vec::new();
    for (login, role) in [
        ("", Access::Public),
        ("ada", Access::SignedIn),
        ("edgar", Access::Staff),
        ("anna", Access::Admins),
        ("admin", Access::Superadmins),
    ] {
        let mut browser = if login.is_empty() { Browser::open(&app).await } else { Browser::of(&app, login).await };
        for part in ["403 (Forbidden)", "404 (Not Found)", "422 (Unprocessable"] {
            browser.expect_in_log(part);
        }
        let is_page =
            |path: &str| !["/assets/", "/live", ".csv", "/files/", "/raw"].iter().any(|part| path.contains(part));
        // The dark look has colours of its own.
        for look in ["light", "dark"] {
            let emulated = json!({"features": [{"name": "prefers-color-scheme", "value": look}]});
            browser.command("Emulation.setEmulatedMedia", emulated).await;
            for page in PAGES.iter().filter(|page| page.method == "GET" && page.access <= role && is_page(page.path)) {
                // Pages of lesser roles were seen by them, but where they show more to this one.
                if page.access < role && !(page.path == "/tickets/{ticket}" || page.path == "/people/{user}") {
                    continue;
                }
                browser.visit(&path_of(page, &number)).await;
                let faults = faults(&browser, &axe).await;
                found.extend(faults.into_iter().map(|fault| format!("{} as {role:?}, {look}: {fault}", page.path)));
            }
        }
        browser.close().await;
    }
    assert!(found.is_empty(), "{found:#?}");
    app.finish().await;
}

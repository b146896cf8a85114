use serde_json::json;
use time::Duration;

use super::browser::{Browser, hides, shows};
use crate::support::TestApp;

#[tokio::test]
async fn staff_read_the_figures_of_a_period_and_take_the_same_table_as_over_the_api() {
    let app = TestApp::start().await;
    let (bob, ada) = (app.engineer("bob").await, app.customer("ada").await);
    for title in ["Printer", "=1+1"] {
        app.open_ticket(&ada, title).await;
    }
    app.post(&bob, "/tickets/1/messages", json!({"body": "Done."})).await.expect(201);
    app.patch(&bob, "/tickets/1", json!({"status": "resolved"})).await.expect(200);
    app.wait(Duration::hours(1));
    let browser = Browser::of(&app, "bob").await;
    let report = browser.get("/reports").await;
    shows(
        &report,
        200,
        &["role=\"img\"", "<title id=\"by-status-title\">", "resolved: 1", "open: 1", "bob the engineer"],
    );
    shows(&report, 200, &["value=\"2026-01-05\"", "Until the first answer (median)", "0 ratings"]);

    let path = "/reports/resolved.csv?from=2026-01-05&to=2026-01-05";
    assert!(report.body.contains("/reports/resolved.csv?from=2025-12-05&#38;to=2026-01-05"), "{}", report.body);
    // The token of an hour ago is not valid any more.
    let bob = app.sign_in("bob").await;
    let (page, api) = (browser.get(path).await, app.get(&bob, path).await);
    assert_eq!((page.status, &page.body), (200, &api.body));
    assert!(page.body.contains("Printer"), "{}", page.body);
    for header in ["content-type", "content-disposition"] {
        assert_eq!(page.header(header), api.header(header));
    }
    let empty = browser.get("/reports?from=2026-02-01&to=2026-01-01").await;
    shows(&empty, 422, &["The period must end later than it begins.", "value=\"2026-02-01\""]);
    shows(&browser.get("/reports?from=soon").await, 200, &["bob the engineer"]);
    shows(&browser.get("/reports/resolved.csv?from=2026-02-01&to=2026-01-01").await, 422, &[]);
    app.finish().await;
}

#[tokio::test]
async fn admins_read_the_settings_and_the_security_log() {
    let app = TestApp::with("workflow.phone_required", true).setting("workflow.auto_close_after", "26h").start().await;
    app.admin("ann").await;
    let ann = Browser::of(&app, "ann").await;
    let settings = ann.get("/settings").await;
    shows(&settings, 200, &["The help desk is working.", "https://desk.example.com", env!("CARGO_PKG_VERSION")]);
    shows(
        &settings,
        200,
        &["A sign-up needs a phone number</th><td>yes</td>", "closes by itself after</th><td>1 d 2 h</td>"],
    );
    let log = ann.get_until("/security", "Signed in</th>", 1).await;
    shows(&log, 200, &["Signed in</th>", "Account made</th>", "ann the admin", "127.0.0.1"]);
    hides(&ann.get("/security?kind=signed_in").await, &["Account made</th>"]);
    shows(&ann.get("/security?person=nobody.here&kind=x").await, 200, &["Nothing is in the log."]);
    for _ in 0..30 {
        app.sign_in("ann").await;
    }
    // 25 of them fill the first page.
    let first = ann.get_until("/security?kind=signed_in&person=ann", "after=", 1).await;
    let (_, rest) = first.body.split_once("href=\"/security?kind=signed_in&#38;person=ann&#38;after=").unwrap();
    let next = format!("/security?kind=signed_in&person=ann&after={}", rest.split('"').next().unwrap());
    shows(&ann.get(&next).await, 200, &["Signed in</th>", "First page"]);
    app.finish().await;
}

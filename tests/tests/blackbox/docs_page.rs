//! The page to read and try the interface: whole, self-contained, and not a way in for anything else.

use crate::console::browser::{Browser, desk};
use crate::support::{Answer, TestApp};

const FILES: [(&str, &str); 3] = [
    ("//docs", "text/html; charset=utf-8"),
    ("//docs/app.js", "text/javascript; charset=utf-8"),
    ("//docs/style.css", "text/css; charset=utf-8"),
];

async fn file(app: &TestApp, path: &str) -> Answer {
    let answer = app.call(None, "GET", path, None).await;
    assert_eq!(answer.status, 200, "{path}");
    answer
}

/// The values of an attribute in a page.
fn attributes<'a>(page: &'a str, name: &str) -> Vec<&'a str> {
    let start = format!(" {name}=\"");
    page.split(start.as_str()).skip(1).map(|rest| rest.split('"').next().unwrap()).collect()
}

#[tokio::test]
async fn the_pages_load_and_lead_to_nothing_but_this_service() {
    let app = TestApp::start().await;
    for (path, media) in FILES {
        let answer = file(&app, path).await;
        assert_eq!(answer.header("content-type"), media, "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        for foreign in ["http://", "https://", "@import", "url(", "data:"] {
            assert!(!answer.body.contains(foreign), "{foreign} in {path}");
        }
        let leads_to = attributes(&answer.body, "href").into_iter().chain(attributes(&answer.body, "src"));
        for target in leads_to.filter(|target| !target.starts_with('#')) {
            assert!(!target.starts_with('/'), "{target} would be lost behind a proxy that serves this below a path");
            file(&app, &format!("//{target}")).await;
        }
    }
    app.finish().await;
}

#[tokio::test]
async fn the_pages_may_run_only_their_own_script_and_talk_only_to_their_own_service() {
    let app = TestApp::start().await;
    for path in ["//docs"] {
        let page = file(&app, path).await;
        let policy = page.header("content-security-policy");
        for part in [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        ] {
            assert!(policy.split("; ").any(|one| one == part), "{part} is not in {policy}");
        }
        assert!(!policy.contains("unsafe"), "{policy}");
        // What the policy forbids is not there: it would not work.
        assert_eq!(attributes(&page.body, "style").len(), 0);
        assert_eq!(page.body.matches("<script").count(), attributes(&page.body, "src").len());
        assert!(!page.body.contains("<style") && !page.body.contains(" on"), "{path}");
    }
    let script = file(&app, "//docs/app.js").await.body;
    for way_in in ["innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"] {
        assert!(!script.contains(way_in), "{way_in}");
    }
    for place in ["localStorage", "sessionStorage", "document.cookie", "indexedDB"] {
        assert!(!script.contains(place), "the token must be forgotten with the page: {place}");
    }
    app.finish().await;
}

#[tokio::test]
async fn whatever_is_no_page_keeps_the_policy_that_allows_nothing() {
    let app = TestApp::start().await;
    for path in ["//openapi.json", "//healthz", "//docs/app.js", "//nowhere", "/me"] {
        let answer = app.call(None, "GET", path, None).await;
        assert_eq!(answer.header("content-security-policy"), "default-src 'none'; frame-ancestors 'none'", "{path}");
    }
    app.finish().await;
}

#[tokio::test]
async fn the_page_has_the_guides_what_each_operation_needs_and_the_webhooks() {
    let Some(app) = desk("read the interface").await else { return };
    let reader = Browser::open(&app).await;
    reader.visit("/docs").await;
    reader.sees("Retries and idempotency").await;
    reader.sees("Open, list, read, change, take and delete tickets").await;
    reader.click("//summary[text()='Retries and idempotency']").await;
    reader.sees("Send an Idempotency-Key with every POST that creates something").await;
    reader.sees("-H 'Idempotency-Key: order-4711'").await;
    for (operation, needs) in
        [("sign_in", "Open to anybody."), ("sign_up", "Open to anybody."), ("list_tickets", "Needs a sign-in.")]
    {
        reader.click(&format!("//details[@id='{operation}']/summary")).await;
        reader.find(&format!("//details[@id='{operation}']//p[text()='{needs}']")).await;
    }
    reader.click("//details[@id='webhook_event']/summary").await;
    reader.sees("webhook-signature").await;

    reader.click("//input[@id='find']").await;
    reader.keys("webhook").await;
    let is_hidden = "return document.querySelector('.guides').hidden && document.querySelector('#list_tickets').hidden";
    reader.until("only what was searched is there", async || reader.ask(is_hidden).await == true).await;
    reader.sees("Something happened, as every admin may know of it.").await;
    reader.close().await;
    app.finish().await;
}

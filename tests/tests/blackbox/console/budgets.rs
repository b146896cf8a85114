use reqwest::header::COOKIE;
use serde_json::json;

use super::session::cookie_of;
use crate::support::TestApp;

/// The bytes of a page and of what it loads at first: style, print style, icon, scripts.
async fn first_visit(app: &TestApp, path: &str, cookie: &str) -> (usize, usize) {
    let get = async |path: &str| {
        let request = app.client.get(format!("{}{path}", app.base())).header(COOKIE, cookie);
        let answer = app.send(request).await;
        assert_eq!(answer.status, 200, "{path}");
        answer.body
    };
    let page = get(path).await;
    let mut all = page.len();
    let named: Vec<&str> = page.split('"').filter(|word| word.contains("/assets/")).collect();
    let folder = named[0].rsplit_once('/').unwrap().0.to_owned();
    let scripts = [
        "console.js",
        "choose.js",
        "live.js",
        "drafts.js",
        "keys.js",
        "palette.js",
        "parse.js",
        "presence.js",
        "seen.js",
    ];
    for file in ["console.css", "print.css", "icon.svg"].into_iter().chain(scripts) {
        all += get(&format!("{folder}/{file}")).await.len();
    }
    (page.len(), all)
}

#[tokio::test]
async fn a_first_visit_is_small() {
    let app = TestApp::with("http.public_url", "http://127.0.0.1").start().await;
    let edgar = app.engineer("edgar").await;
    let ada = app.customer("ada").await;
    for n in 0..25 {
        app.open_ticket(&ada, &format!("The printer on floor {n} is on fire, and nobody is there to put it out")).await;
    }
    for n in 0..20 {
        let words = "Please pull the plug, and tell us what the display says. ".repeat(5);
        let body = json!({"body": format!("{n}: {words}")});
        app.post(if n % 2 == 0 { &edgar } else { &ada }, "/tickets/1/messages", body).await.expect(201);
    }
    let cookie = cookie_of(&app, "edgar").await;
    for path in ["/inbox", "/tickets/1", "/go?q=printer"] {
        let (page, all) = first_visit(&app, path, &cookie).await;
        assert!(page <= 40_000, "{path}: {page} bytes of HTML");
        assert!(all <= 100_000, "{path}: {all} bytes in all");
    }
    app.finish().await;
}

#[tokio::test]
async fn an_unchanged_page_is_not_sent_again() {
    let app = TestApp::with("http.public_url", "http://127.0.0.1").start().await;
    let ada = app.customer("ada").await;
    app.open_ticket(&ada, "Printer").await;
    let cookie = cookie_of(&app, "ada").await;
    let ask = async |tag: &str| {
        let request = app.client.get(format!("{}/tickets/1", app.base())).header(COOKIE, &cookie);
        app.send(request.header("if-none-match", tag)).await
    };
    let tag = ask("\"none\"").await.header("etag");
    assert_eq!(ask(&tag).await.status, 304);
    // What happens elsewhere changes nothing here.
    app.customer("curt").await;
    assert_eq!(ask(&tag).await.status, 304);
    app.post(&ada, "/tickets/1/messages", json!({"body": "Still burning."})).await.expect(201);
    assert_eq!(ask(&tag).await.status, 200);
    app.finish().await;
}

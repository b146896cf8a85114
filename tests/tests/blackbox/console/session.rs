use reqwest::Method;
use reqwest::header::COOKIE;

use super::browser::{Browser, desk};
use crate::pages::browser::Browser as PlainBrowser;
use crate::support::{PASSWORD, TestApp};

/// Signs in as a browser does, and returns the cookie.
pub(super) async fn cookie_of(app: &TestApp, login: &str) -> String {
    PlainBrowser::of(app, login).await.cookie().to_owned()
}

#[tokio::test]
async fn a_cookie_is_good_for_pages_and_not_for_the_api_and_a_token_the_other_way_round() {
    let app = TestApp::with("http.public_url", "http://127.0.0.1").start().await;
    let ada = app.customer("ada").await;
    let cookie = cookie_of(&app, "ada").await;
    let token = cookie.split_once('=').unwrap().1;

    let page = |value: String| app.request(Method::GET, "//requests").header(COOKIE, value);
    assert_eq!(app.send(page(cookie.clone())).await.status, 200);
    let api = app.request(Method::GET, "/me").bearer_auth(token);
    app.send(api).await.expect_problem(401, "unauthenticated");
    app.send(app.request(Method::GET, "/me").header(COOKIE, cookie.clone()))
        .await
        .expect_problem(401, "unauthenticated");
    let answer = app.send(page(format!("desk={}", ada.token))).await;
    assert!(answer.body.contains("Sign in"), "an access token opens a page: {}", answer.body);
    app.finish().await;
}

#[tokio::test]
async fn a_session_rests_for_twelve_hours_and_is_renewed_while_it_is_used() {
    let app = TestApp::with("http.public_url", "http://127.0.0.1").start().await;
    app.customer("ada").await;
    let cookie = cookie_of(&app, "ada").await;
    let open = async |cookie: &str| app.send(app.request(Method::GET, "//requests").header(COOKIE, cookie)).await;
    app.wait(time::Duration::hours(5));
    assert_eq!(open(&cookie).await.header("set-cookie"), "");
    app.wait(time::Duration::hours(2));
    let renewed = open(&cookie).await.header("set-cookie").split(';').next().unwrap().to_owned();
    app.wait(time::Duration::hours(6));
    assert!(open(&cookie).await.body.contains("Forgot your password?"), "13 hours of rest");
    assert!(open(&renewed).await.body.contains("My requests"));
    app.finish().await;
}

#[tokio::test]
async fn forms_of_other_sites_are_refused() {
    let app = TestApp::with("http.public_url", "http://127.0.0.1").start().await;
    app.customer("ada").await;
    let cookie = cookie_of(&app, "ada").await;
    let form = [("title", "Stolen"), ("description", "By another site")];
    let foreign = [
        vec![("sec-fetch-site", "cross-site")],
        vec![("sec-fetch-site", "same-site")],
        vec![("origin", "https://evil.example")],
        vec![("origin", "null")],
        vec![],
    ];
    for headers in foreign {
        for path in ["//requests/new", "//sign-out", "//sign-in"] {
            let mut request = app.request(Method::POST, path).header(COOKIE, cookie.clone()).form(&form);
            for (name, value) in &headers {
                request = request.header(*name, *value);
            }
            let answer = app.send(request).await;
            assert_eq!(answer.status, 403, "{path} {headers:?}");
        }
    }
    let ada = app.sign_in("ada").await;
    let tickets = app.get(&ada, "/tickets").await.expect(200);
    assert_eq!(tickets["data"].as_array().unwrap().len(), 0);
    app.finish().await;
}

#[tokio::test]
async fn strangers_sign_in_and_get_to_where_they_wanted() {
    let Some(app) = desk("signing in on the way").await else { return };
    let ada = app.customer("ada").await;
    let number = app.open_ticket(&ada, "Printer").await["number"].to_string();
    let mut browser = Browser::open(&app).await;
    browser.expect_in_log("422 (Unprocessable Entity)");
    browser.visit(&format!("/tickets/{number}")).await;
    browser.fill("Username or e-mail address", "ada").await;
    browser.fill("Password", "wrong wrong wrong").await;
    browser.press("Sign in").await;
    browser.sees("The login or the password is wrong.").await;
    browser.fill("Password", PASSWORD).await;
    browser.press("Sign in").await;
    browser.sees("All about: Printer").await;
    assert_eq!(browser.path().await, format!("/tickets/{number}"));
    // Of other people's tickets not even that they are there.
    browser.visit("/sign-in?next=//evil.example/").await;
    assert!(!browser.driver.source().await.unwrap().contains("evil.example"));
    browser.close().await;
    app.finish().await;
}

#[tokio::test]
async fn after_signing_out_back_shows_nothing_and_the_browser_keeps_nothing() {
    let Some(app) = desk("back after signing out").await else { return };
    let ada = app.customer("ada").await;
    let number = app.open_ticket(&ada, "Printer").await["number"].to_string();
    let browser = Browser::of(&app, "ada").await;
    browser.visit(&format!("/tickets/{number}")).await;
    browser.ask("localStorage.setItem('draft of somebody', 'words')").await;
    browser.press("ada the customer").await;
    browser.press("Sign out").await;
    browser.sees("Forgot your password?").await;
    assert_eq!(browser.ask("return localStorage.length").await, 0);
    browser.driver.back().await.unwrap();
    browser.sees("Forgot your password?").await;
    assert!(!browser.text().await.contains("All about: Printer"));
    browser.close().await;
    app.finish().await;
}

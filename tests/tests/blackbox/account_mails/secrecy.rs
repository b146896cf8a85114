use std::fmt::Write as _;

use reqwest::Method;
use serde_json::json;

use super::{Link, link_to};
use crate::support::TestApp;

#[tokio::test]
async fn no_token_is_anywhere_in_the_database() {
    let mut app = TestApp::start().await;
    app.customer("ada").await;
    let superadmin = app.superadmin().await;
    let guest = json!({"name": "Eve", "username": "eve", "email": "eve@example.com"});
    app.post(&superadmin, "/users", guest).await.expect(201);
    app.forgot("ada@example.com").await;
    let links: Vec<Link> = app.mails().await.iter().filter_map(Link::in_mail).collect();
    assert_eq!(links.len(), 3);

    let dump = app.dump().await;
    let contains = |text: &str| dump.windows(text.len()).any(|window| window.eq_ignore_ascii_case(text.as_bytes()));
    assert!(contains("eve@example.com"), "the search finds what is there");
    for link in &links {
        let hex = link.token.bytes().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        });
        assert!(!contains(&link.token) && !contains(&hex), "{}", link.path);
    }
    app.finish().await;
}

#[tokio::test]
async fn links_begin_with_the_public_address_whatever_a_request_says_of_its_host() {
    let mut app = TestApp::with("http.public_url", "https://example.com/desk/").start().await;
    let body = TestApp::account("ada", "customer");
    let spoofed = |request: reqwest::RequestBuilder| {
        let request = request.header("host", "evil.example").header("x-forwarded-host", "evil.example");
        request.header("forwarded", "host=evil.example;proto=http")
    };
    let sign_up = spoofed(app.request(Method::POST, "/auth/signup")).json(&body);
    app.send(sign_up).await.expect(201);
    let mut mails = app.mails().await;
    app.wait(time::Duration::minutes(15));
    let forgot = spoofed(app.request(Method::POST, "/auth/password/forgot"));
    assert_eq!(app.send(forgot.json(&json!({"email": "ada@example.com"}))).await.status, 202);
    mails.extend(app.mails().await);
    assert_eq!(mails.len(), 2);
    for mail in &mails {
        assert!(mail.text.contains("\nhttps://example.com/desk/account/"), "{}", mail.text);
        assert!(!format!("{mail:?}").contains("evil.example"), "{mail:?}");
    }
    app.finish().await;
}

#[tokio::test]
async fn a_made_up_token_costs_no_slow_hash() {
    // So slow that a single hash could not be overlooked.
    let mut app = TestApp::with("auth.bcrypt_cost", 13).start().await;
    app.sign_up("ada", "customer").await.expect(201);
    link_to(&mut app, "ada@example.com").await;
    let mut refused = std::time::Duration::MAX;
    // The quickest of some: a busy machine may hold up one.
    for _ in 0..5 {
        let began = std::time::Instant::now();
        app.reset("made-up", "another long password").await.expect_problem(422, "link-invalid");
        refused = refused.min(began.elapsed());
    }
    let began = std::time::Instant::now();
    app.try_sign_in("ada", "wrong").await.expect_problem(401, "wrong-credentials");
    assert!(refused * 2 < began.elapsed(), "{refused:?} is as long as a hash takes");
    app.finish().await;
}

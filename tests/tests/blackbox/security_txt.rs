//! `/.well-known/security.txt` (RFC 9116).

use reqwest::Method;
use serde_json::json;

use crate::support::TestApp;

const PATH: &str = "//.well-known/security.txt";

#[tokio::test]
async fn it_says_whom_to_tell_of_a_vulnerability() {
    let app = TestApp::with("security.contact", json!(["mailto:security@example.com", "https://example.com/report"]))
        .setting("security.expires", "2027-06-30T00:00:00Z")
        .setting("security.languages", json!(["en", "de"]))
        .setting("security.policy", "https://example.com/policy")
        .start()
        .await;
    let answer = app.send(app.request(Method::GET, PATH)).await;
    assert_eq!((answer.status, answer.header("content-type").as_str()), (200, "text/plain; charset=utf-8"));
    for line in [
        "Contact: mailto:security@example.com",
        "Contact: https://example.com/report",
        "Expires: 2027-06-30T00:00:00Z",
        "Preferred-Languages: en, de",
        "Policy: https://example.com/policy",
    ] {
        assert!(answer.body.lines().any(|one| one == line), "{line}: {}", answer.body);
    }
    app.finish().await;
}

#[tokio::test]
async fn without_a_contact_there_is_none() {
    let app = TestApp::start().await;
    assert_eq!(app.send(app.request(Method::GET, PATH)).await.status, 404);
    app.finish().await;
}

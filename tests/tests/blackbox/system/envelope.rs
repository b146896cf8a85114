use std::collections::BTreeSet;

use serde_json::json;

use crate::support::{Answer, Contract, TestApp};

fn is_enveloped(answer: &Answer, what: &str) {
    for (header, value) in
        [("x-content-type-options", "nosniff"), ("referrer-policy", "no-referrer"), ("cache-control", "no-store")]
    {
        assert_eq!(answer.header(header), value, "{header} of {what}");
        assert_eq!(answer.headers.get_all(header).iter().count(), 1, "{header} of {what}");
    }
    assert!(answer.header("content-security-policy").contains("frame-ancestors 'none'"), "{what}");
    assert_eq!(answer.header("server") + answer.header("x-powered-by").as_str(), "", "{what} tells what it runs on");
    assert_eq!(answer.header("x-request-id").len(), 36, "{what}");
}

#[tokio::test]
async fn every_answer_has_an_id_of_its_own_and_the_security_headers() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;
    let mut seen = BTreeSet::new();
    for operation in Contract::of(&app).await.operations() {
        let path = format!("/{}", operation.path.replace("{ticket}", "1").replace("{user}", "ada"));
        for (who, body) in [(None, None), (Some(&ada), None), (Some(&ada), Some(json!({"nonsense": 1})))] {
            let answer = app.call(who, operation.method.as_str(), &path, body.as_ref()).await;
            assert!(answer.status < 500, "{}", answer.body);
            is_enveloped(&answer, &format!("{} {path}: {}", operation.method, answer.status));
            assert!(seen.insert(answer.header("x-request-id")));
        }
    }
    for (method, path) in
        [("GET", "//nowhere"), ("PUT", "/me"), ("OPTIONS", "/me"), ("TRACE", "/tickets"), ("HEAD", "/me")]
    {
        is_enveloped(&app.call(None, method, path, None).await, &format!("{method} {path}"));
    }
    let claimed = app.request(reqwest::Method::GET, "//healthz").header("x-request-id", "claimed-by-a-client");
    assert_ne!(app.send(claimed).await.header("x-request-id"), "claimed-by-a-client");
    app.finish().await;
}

#[tokio::test]
async fn no_answer_tells_what_is_inside() {
    let app = TestApp::start().await;
    let root = app.superadmin().await;
    let inside =
        ["panicked", "sqlx", "sea_orm", "SELECT ", "rust", ".rs:", "/home", "/tmp", "actix", "serde", "desk.db"];
    let mut answers = vec![
        app.send_text(&root, "POST", "/tickets", "{\"title\": ").await,
        app.post(&root, "/tickets", json!({"title": {"a": 1}, "description": 5, "x": []})).await,
        app.get(&root, "/tickets?limit=x&sort=y&cursor=z&status=w").await,
        app.get(&root, "/tickets/%FF%00").await,
        app.post(&root, "/users", TestApp::account("admin", "customer")).await,
        app.get(&root, "//healthz").await,
        app.get(&root, "//readyz").await,
        app.get(&root, "//nowhere").await,
    ];
    answers.push(app.try_sign_in("'\"", "\u{1}").await);
    for answer in answers {
        let text = format!("{} {:?}", answer.body, answer.headers).to_lowercase();
        for word in inside {
            assert!(!text.contains(&word.to_lowercase()), "{word} in {text}");
        }
    }
    app.finish().await;
}

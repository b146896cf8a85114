use serde_json::{Value, json};
use time::Duration;

use crate::support::{Answer, PASSWORD, Person, TestApp};

async fn make_key(app: &TestApp, who: &Person, password: Option<&str>) -> Answer {
    let mut body = json!({"name": "backup", "scopes": ["read"]});
    if let Some(password) = password {
        body["current_password"] = Value::from(password);
    }
    app.post(who, "/api-keys", body).await
}

/// A person who signed in more than 15 minutes ago and has refreshed the session since.
async fn signed_in_long_ago(app: &TestApp, username: &str) -> Person {
    let person = app.customer(username).await;
    app.wait(Duration::minutes(15));
    Person::signed_in(&app.refresh(&person.refresh_token).await.expect(200))
}

#[tokio::test]
async fn who_finds_an_open_session_makes_no_key_without_the_password() {
    let app = TestApp::start().await;
    let ada = signed_in_long_ago(&app, "ada").await;

    make_key(&app, &ada, None).await.expect_problem(403, "password-required");
    let wrong = make_key(&app, &ada, Some("a guess")).await.expect_problem(422, "invalid-fields");
    assert_eq!(wrong["errors"][0]["pointer"], "/current_password");
    assert_eq!(app.rows(&ada, "/api-keys").await, Vec::<Value>::new());

    make_key(&app, &ada, Some(PASSWORD)).await.expect(201);
    make_key(&app, &app.sign_in("ada").await, None).await.expect(201);
    app.finish().await;
}

#[tokio::test]
async fn guesses_at_the_current_password_are_limited() {
    let app = TestApp::with("limits.enabled", true).start().await;
    let ada = signed_in_long_ago(&app, "ada").await;
    // Each of two instances counts for itself, and they are asked in turns.
    let (mut refused, mut limited) = (0, 0);
    while limited < 2 {
        match make_key(&app, &ada, Some("a guess")).await.status {
            422 => (refused, limited) = (refused + 1, 0),
            429 => limited += 1,
            other => panic!("{other} for a guess"),
        }
        assert!(refused < 200, "guesses are not limited");
    }
    let answer = make_key(&app, &ada, Some(PASSWORD)).await;
    answer.expect_problem(429, "rate-limited");
    assert!(answer.header("ratelimit-policy").contains("new-password"), "{:?}", answer.header("ratelimit-policy"));
    app.finish().await;
}

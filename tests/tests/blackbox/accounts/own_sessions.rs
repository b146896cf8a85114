use reqwest::Method;
use serde_json::{Value, json};
use time::Duration;

use crate::support::{PASSWORD, Person, TestApp};

/// A sign-in of a client that calls itself so.
async fn sign_in_with(app: &TestApp, agent: &str) -> Person {
    let body = json!({"login": "ada", "password": PASSWORD});
    let request = app.request(Method::POST, "/auth/signin").header("user-agent", agent).json(&body);
    Person::signed_in(&app.send(request).await.expect(200))
}

fn id(session: &Value) -> String {
    session["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn a_person_sees_their_own_sessions_newest_first_and_which_one_asks() {
    let app = TestApp::start().await;
    app.customer("ada").await;
    app.customer("bea").await;
    app.wait(Duration::minutes(1));
    let agent = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
    let here = sign_in_with(&app, agent).await;
    app.wait(Duration::minutes(5));
    let here = Person::signed_in(&app.refresh(&here.refresh_token).await.expect(200));
    let program = app.program(&here, &["read"]).await;

    let sessions = app.rows(&here, "/me/sessions").await;

    assert_eq!(sessions.len(), 2, "{sessions:#?}");
    let expected = json!({
        "id": id(&sessions[0]), "kind": "session", "label": "Firefox on Linux", "current": true,
        "created_at": "2026-01-05T09:01:00.000Z", "last_used_at": "2026-01-05T09:06:00.000Z",
        "expires_at": "2026-01-12T09:06:00.000Z",
    });
    assert_eq!(sessions[0], expected);
    assert_eq!((&sessions[1]["current"], &sessions[1]["label"]), (&json!(false), &json!("unnamed client")));
    let by_key = app.rows(&program, "/me/sessions").await;
    assert!(by_key.iter().all(|session| session["current"] == false), "{by_key:#?}");
    app.finish().await;
}

#[tokio::test]
async fn a_session_that_is_ended_is_over_at_once_and_only_ones_own() {
    let app = TestApp::start().await;
    let (ada, bea) = (app.customer("ada").await, app.customer("bea").await);
    app.wait(Duration::seconds(1));
    let other = app.sign_in("ada").await;
    let sessions = app.rows(&ada, "/me/sessions").await;
    let path = format!("/me/sessions/{}", id(&sessions[0]));

    app.delete(&bea, &path).await.expect_problem(404, "not-found");
    app.get(&other, "/me").await.expect(200);
    app.delete(&ada, &path).await.expect(204);
    for _ in 0..2 {
        app.get(&other, "/me").await.expect_problem(401, "unauthenticated");
    }
    app.refresh(&other.refresh_token).await.expect_problem(401, "unauthenticated");
    app.delete(&ada, &path).await.expect_problem(404, "not-found");
    assert_eq!(app.rows(&ada, "/me/sessions").await.len(), 1);
    app.finish().await;
}

#[tokio::test]
async fn who_finds_an_open_session_ends_no_other_without_the_password() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;
    app.sign_in("ada").await;
    app.wait(Duration::minutes(15));
    let ada = Person::signed_in(&app.refresh(&ada.refresh_token).await.expect(200));
    let other = Person::signed_in(&app.refresh(&app.sign_in("ada").await.refresh_token).await.expect(200));
    let sessions = app.rows(&ada, "/me/sessions").await;
    assert_eq!(sessions.len(), 3);
    let (mine, others): (Vec<_>, Vec<_>) = sessions.iter().partition(|session| session["current"] == true);
    let path = format!("/me/sessions/{}", id(others[0]));

    for path in [path.as_str(), "/me/sessions"] {
        app.delete(&ada, path).await.expect_problem(403, "password-required");
        let wrong = json!({"current_password": "a guess"});
        app.call(Some(&ada), "DELETE", path, Some(&wrong)).await.expect_problem(422, "invalid-fields");
    }
    app.get(&other, "/me").await.expect(200);
    let right = json!({"current_password": PASSWORD});
    app.call(Some(&ada), "DELETE", &path, Some(&right)).await.expect(204);
    app.call(Some(&ada), "DELETE", "/me/sessions", Some(&right)).await.expect(204);
    app.get(&other, "/me").await.expect_problem(401, "unauthenticated");
    // One's own session is ended without a password: that is a sign-out.
    app.delete(&ada, &format!("/me/sessions/{}", id(mine[0]))).await.expect(204);
    app.get(&ada, "/me").await.expect_problem(401, "unauthenticated");
    app.finish().await;
}

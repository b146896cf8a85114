use serde_json::{Value, json};

use crate::support::{Answer, PASSWORD, Person, TestApp};

const NEW: &str = "another good one";

async fn change(app: &TestApp, who: &Person, current: &str, new: &str) -> Answer {
    let body = json!({"current_password": current, "new_password": new});
    app.call(Some(who), "PUT", "/me/password", Some(&body)).await
}

#[track_caller]
fn fault(answer: &Answer) -> String {
    let problem = answer.expect_problem(422, "invalid-fields");
    assert_eq!(problem["errors"].as_array().unwrap().len(), 1, "{problem}");
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    format!("{} {}", word(&problem["errors"][0]["pointer"]), word(&problem["errors"][0]["code"]))
}

#[tokio::test]
async fn a_new_password_ends_all_other_sessions_everywhere_and_the_one_that_asks_stays() {
    let mut app = TestApp::start().await;
    let here = app.customer("ada").await;
    let others = [app.sign_in("ada").await, app.sign_in("ada").await];
    let bea = app.customer("bea").await;
    app.mails().await;

    change(&app, &here, PASSWORD, NEW).await.expect(204);

    for _ in 0..2 {
        app.get(&here, "/me").await.expect(200);
        app.get(&bea, "/me").await.expect(200);
        for other in &others {
            app.get(other, "/me").await.expect_problem(401, "unauthenticated");
        }
    }
    for other in &others {
        app.refresh(&other.refresh_token).await.expect_problem(401, "unauthenticated");
    }
    app.refresh(&here.refresh_token).await.expect(200);
    app.try_sign_in("ada", PASSWORD).await.expect_problem(401, "wrong-credentials");
    app.try_sign_in("ada", NEW).await.expect(200);
    let mails = app.mails().await;
    assert_eq!(mails.len(), 1, "{mails:#?}");
    assert_eq!((mails[0].to.as_str(), mails[0].subject.as_str()), ("ada@example.com", "Your password was changed"));
    app.finish().await;
}

#[tokio::test]
async fn a_wrong_current_password_and_a_bad_new_one_change_nothing() {
    let app = TestApp::start().await;
    let (ada, other) = (app.customer("ada-lovelace").await, app.sign_in("ada-lovelace").await);
    for wrong in ["wrong", NEW, "Correct Horse Battery", "correct horse battery "] {
        assert_eq!(fault(&change(&app, &ada, wrong, NEW).await), "/current_password wrong");
    }
    for (new, code) in [
        ("1234567", "too_short"),
        ("password", "guessable"),
        ("Ada-Lovelace", "guessable"),
        ("ada-lovelace@example.com", "guessable"),
    ] {
        assert_eq!(fault(&change(&app, &ada, PASSWORD, new).await), format!("/new_password {code}"));
    }
    // The new password is judged only if the current one is right.
    assert_eq!(fault(&change(&app, &ada, "wrong", "Ada-Lovelace").await), "/current_password wrong");
    app.get(&other, "/me").await.expect(200);
    app.try_sign_in("ada-lovelace", PASSWORD).await.expect(200);
    app.finish().await;
}

#[tokio::test]
async fn of_two_who_change_one_password_at_once_one_does() {
    let app = TestApp::start().await;
    let sessions = [app.customer("ada").await, app.sign_in("ada").await];
    let requests = sessions.iter().enumerate().map(|(n, session)| {
        let body = json!({"current_password": PASSWORD, "new_password": format!("a new lock of {n}")});
        app.request(reqwest::Method::PUT, "/me/password").bearer_auth(&session.token).json(&body)
    });
    let answers = app.send_all_at_once(requests.collect()).await;
    let winner = answers.iter().position(|answer| answer.status == 204).unwrap();
    let loser = &answers[1 - winner];
    assert!(matches!(loser.status, 401 | 422), "{}", loser.body);
    app.try_sign_in("ada", &format!("a new lock of {winner}")).await.expect(200);
    app.finish().await;
}

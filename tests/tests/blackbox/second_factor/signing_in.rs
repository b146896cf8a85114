use serde_json::{Value, json};
use time::Duration;

use crate::support::{PASSWORD, TestApp};

#[tokio::test]
async fn a_sign_in_takes_the_password_and_a_code_and_each_code_is_good_once() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;
    let authenticator = app.set_up_factor(&ada).await;
    assert_eq!(app.get(&ada, "/me").await.expect(200)["second_factor"], true);

    let half = app.try_sign_in("ada", PASSWORD).await.expect(200);
    assert_eq!((&half["second_factor_required"], &half["expires_in"]), (&json!(true), &json!(300)));
    assert_eq!((&half["access_token"], &half["user"]), (&Value::Null, &Value::Null), "{half}");
    app.try_sign_in("ada", "a guess").await.expect_problem(401, "wrong-credentials");

    let challenge = half["challenge"].as_str().unwrap();
    let code = authenticator.code(&app, 0);
    let spaced = format!(" {}-{} ", &code[..3], &code[3..]);
    let signed_in = app.answer_challenge(challenge, &spaced).await.expect(200);
    assert_eq!(signed_in["user"]["second_factor"], true, "{signed_in}");
    app.answer_challenge(challenge, &authenticator.code(&app, 1)).await.expect_problem(401, "challenge-invalid");

    // Whoever looks over somebody's shoulder has the same code.
    let second = app.challenge("ada").await;
    app.answer_challenge(&second, &code).await.expect_problem(401, "wrong-code");
    app.answer_challenge(&second, &authenticator.code(&app, -1)).await.expect_problem(401, "wrong-code");
    app.wait(Duration::seconds(30));
    app.sign_in_with("ada", &authenticator).await;
    app.finish().await;
}

#[tokio::test]
async fn a_clock_may_differ_by_one_step() {
    let app = TestApp::start().await;
    let authenticator = app.set_up_factor(&app.customer("ada").await).await;
    for (steps, status) in [(-2, 401), (2, 401), (-1, 200), (1, 200)] {
        let challenge = app.challenge("ada").await;
        let answer = app.answer_challenge(&challenge, &authenticator.code(&app, steps)).await;
        assert_eq!(answer.status, status, "{steps} steps: {}", answer.body);
    }
    app.finish().await;
}

#[tokio::test]
async fn a_challenge_is_good_for_five_minutes() {
    let app = TestApp::start().await;
    let authenticator = app.set_up_factor(&app.customer("ada").await).await;
    let [late, in_time] = [app.challenge("ada").await, app.challenge("ada").await];
    app.wait(Duration::minutes(5) - Duration::milliseconds(1));
    app.answer_challenge(&in_time, &authenticator.code(&app, 0)).await.expect(200);
    app.wait(Duration::milliseconds(1));
    app.answer_challenge(&late, &authenticator.code(&app, 1)).await.expect_problem(401, "challenge-invalid");
    app.answer_challenge("made-up", &authenticator.code(&app, 1)).await.expect_problem(401, "challenge-invalid");

    app.running().maintenance().run_once().await.unwrap();
    assert_eq!(app.count_rows("sign_in_challenges").await, "0");
    app.finish().await;
}

#[tokio::test]
async fn another_password_or_state_of_the_account_ends_a_challenge() {
    let app = TestApp::start().await;
    let (ada, admin) = (app.customer("ada").await, app.superadmin().await);
    let authenticator = app.set_up_factor(&ada).await;
    let challenge = app.challenge("ada").await;
    let change = json!({"current_password": PASSWORD, "new_password": "another good one"});
    app.send(app.request(reqwest::Method::PUT, "/me/password").bearer_auth(&ada.token).json(&change)).await.expect(204);
    app.answer_challenge(&challenge, &authenticator.code(&app, 0)).await.expect_problem(401, "challenge-invalid");

    let half = app.try_sign_in("ada", "another good one").await.expect(200);
    app.patch(&admin, "/users/ada", json!({"status": "suspended"})).await.expect(200);
    let answer = app.answer_challenge(half["challenge"].as_str().unwrap(), &authenticator.code(&app, 0)).await;
    answer.expect_problem(403, "account-suspended");
    app.finish().await;
}

#[tokio::test]
async fn of_many_who_show_one_code_at_once_one_signs_in() {
    let app = TestApp::start().await;
    let authenticator = app.set_up_factor(&app.customer("ada").await).await;
    let mut requests = Vec::new();
    for _ in 0..4 {
        let body = json!({"challenge": app.challenge("ada").await, "code": authenticator.code(&app, 0)});
        requests.push(app.request(reqwest::Method::POST, "/auth/second-factor").json(&body));
    }
    let answers = app.send_all_at_once(requests).await;
    let signed_in = answers.iter().filter(|answer| answer.status == 200).count();
    assert_eq!(signed_in, 1, "{:?}", answers.iter().map(|answer| answer.status).collect::<Vec<_>>());
    app.finish().await;
}

use time::Duration;

use super::Authenticator;
use crate::support::TestApp;

/// A code that is certainly wrong: of none of the steps around now.
fn wrong_code(app: &TestApp, authenticator: &Authenticator) -> String {
    let near: Vec<String> = (-2..=2).map(|steps| authenticator.code(app, steps)).collect();
    (0..).map(|n| format!("{n:06}")).find(|code| !near.contains(code)).unwrap()
}

#[tokio::test]
async fn the_fifth_wrong_code_ends_a_challenge_on_every_instance() {
    let app = TestApp::start().await;
    let authenticator = app.set_up_factor(&app.customer("ada").await).await;
    let challenge = app.challenge("ada").await;
    for _ in 0..5 {
        let wrong = wrong_code(&app, &authenticator);
        app.answer_challenge(&challenge, &wrong).await.expect_problem(401, "wrong-code");
    }
    let right = authenticator.code(&app, 0);
    app.answer_challenge(&challenge, &right).await.expect_problem(401, "challenge-invalid");
    let another = app.challenge("ada").await;
    app.answer_challenge(&another, &right).await.expect(200);
    app.finish().await;
}

#[tokio::test]
async fn twenty_wrong_codes_within_a_day_stop_all_guessing_until_the_day_is_over() {
    let app = TestApp::start().await;
    let authenticator = app.set_up_factor(&app.customer("ada").await).await;
    for _ in 0..4 {
        let challenge = app.challenge("ada").await;
        for code in [wrong_code(&app, &authenticator).as_str(), "not-a-code", "0", "abcd-efgh-ijkl-mnop", "aaaaaa"] {
            app.answer_challenge(&challenge, code).await.expect_problem(401, "wrong-code");
        }
        app.wait(Duration::hours(1));
    }
    let challenge = app.challenge("ada").await;
    let refused = app.answer_challenge(&challenge, &authenticator.code(&app, 0)).await;
    refused.expect_problem(429, "rate-limited");
    let seconds: i64 = refused.header("retry-after").parse().unwrap();
    assert!(
        (Duration::hours(20).whole_seconds()..=Duration::hours(20).whole_seconds() + 1).contains(&seconds),
        "{seconds}"
    );
    let recovery = authenticator.recovery_codes[0].as_str();
    app.answer_challenge(&challenge, recovery).await.expect_problem(429, "rate-limited");

    app.wait(Duration::hours(20));
    app.sign_in_with("ada", &authenticator).await;
    app.finish().await;
}

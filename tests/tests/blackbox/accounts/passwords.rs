use std::time::{Duration, Instant};

use serde_json::json;

use crate::support::{Answer, TestApp};

async fn sign_up(app: &TestApp, username: &str, password: &str) -> Answer {
    let mut body = TestApp::account(username, "customer");
    body["password"] = json!(password);
    app.post_anonymously("/auth/signup", body).await
}

#[tokio::test]
async fn every_character_of_a_password_counts_however_long_it_is() {
    let app = TestApp::start().await;
    let long = |length: usize| format!("{:p<length$}", "a green umbrella and a boat by the sea ");
    let passwords = [
        "kq7vzt3w".to_owned(),
        long(71),
        long(72),
        long(73),
        format!("{}b", long(72)),
        long(1023),
        long(1024),
        "üöäéèêçñå".repeat(4),
        format!("{}ü", "üöäéèêçñå".repeat(4)),
        "😀🦀🎩🚲🧲🎻🍋🐢".repeat(128),
        "  leading and trailing  ".to_owned(),
        "tab\tand\nnewline".to_owned(),
        "\"quotes' \\ and; -- more\"".to_owned(),
    ];

    for (index, password) in passwords.iter().enumerate() {
        let name = format!("person-{index}");
        sign_up(&app, &name, password).await.expect(201);
        app.try_sign_in(&name, password).await.expect(200);
        let shorter: String = password.chars().take(password.chars().count() - 1).collect();
        let changed_at_end = format!("{shorter}#");
        for wrong in [shorter, changed_at_end, password.to_uppercase(), format!(" {password}"), password.repeat(2)] {
            if wrong != *password && wrong.chars().count() <= 1024 {
                let answer = app.try_sign_in(&name, &wrong).await;
                assert_eq!(answer.status, 401, "{wrong:?} instead of {password:?}");
            }
        }
    }
    app.finish().await;
}

#[tokio::test]
async fn a_password_that_is_too_short_too_long_or_guessed_first_is_refused_with_its_reason() {
    let app = TestApp::start().await;
    for (password, code) in [
        (String::new(), "empty"),
        ("x".repeat(7), "too_short"),
        ("😀".repeat(7), "too_short"),
        ("x".repeat(1025), "too_long"),
        ("12345678\0".to_owned(), "control_character"),
        (" ".repeat(8), "too_short"),
        ("ada 1815".to_owned(), "too_short"),
        ("e\u{301}".repeat(7), "too_short"),
        ("password".to_owned(), "guessable"),
        ("helpdesk".to_owned(), "guessable"),
        ("P@ssw0rd".to_owned(), "guessable"),
        ("88888888".to_owned(), "guessable"),
        ("Deskhand2026!".to_owned(), "guessable"),
        ("PassWord123".to_owned(), "guessable"),
        ("ada-lovelace".to_owned(), "guessable"),
        ("ADA-lovelace@example.com".to_owned(), "guessable"),
    ] {
        let answer = sign_up(&app, "ada-lovelace", &password).await;
        let problem = answer.expect_problem(422, "invalid-fields");
        assert_eq!(problem["errors"][0]["pointer"], "/password", "{problem}");
        assert_eq!(problem["errors"][0]["code"], code, "{problem}");
        assert_eq!(problem["errors"].as_array().unwrap().len(), 1);
        assert!(!answer.body.contains(&format!("{password:?}")) || password.is_empty(), "{}", answer.body);
    }
    sign_up(&app, "ada-lovelace", "correct horse battery").await.expect(201);
    app.finish().await;
}

#[tokio::test]
async fn a_password_signs_in_however_the_keyboard_composes_its_letters() {
    let app = TestApp::start().await;
    let (composed, decomposed) = ("Gr\u{fc}\u{df}e aus K\u{f6}ln", "Gru\u{308}\u{df}e\u{a0}aus\u{2003}Ko\u{308}ln");

    sign_up(&app, "composed", composed).await.expect(201);
    sign_up(&app, "decomposed", decomposed).await.expect(201);

    for name in ["composed", "decomposed"] {
        app.try_sign_in(name, composed).await.expect(200);
        app.try_sign_in(name, decomposed).await.expect(200);
        app.try_sign_in(name, "Grusse aus Koln").await.expect_problem(401, "wrong-credentials");
    }
    app.finish().await;
}

#[tokio::test]
async fn with_the_policy_a_password_needs_ten_characters_of_four_classes() {
    let app = TestApp::with("workflow.password_classes", true);
    let app = app.setting("bootstrap.password", "Gr33n! umbrella").start().await;
    for (password, code) in [("Gr33n! um", "too_short"), ("green umbrella", "needs_classes")] {
        let problem = sign_up(&app, "ada", password).await.expect_problem(422, "invalid-fields");
        assert_eq!(problem["errors"][0]["code"], code, "{problem}");
    }
    sign_up(&app, "ada", "Gr33n! umbrella").await.expect(201);
    app.finish().await;
}

#[tokio::test]
async fn a_password_of_ten_megabytes_is_refused_at_once() {
    let app = TestApp::start().await;
    let huge = "x".repeat(10 * 1024 * 1024);

    let start = Instant::now();
    let signed_up = sign_up(&app, "ada", &huge).await;
    let signed_in = app.try_sign_in("admin", &huge).await;

    signed_up.expect_problem(413, "too-large");
    signed_in.expect_problem(413, "too-large");
    assert!(start.elapsed() < Duration::from_secs(20), "it took {:?}", start.elapsed());
    app.superadmin().await;
    app.finish().await;
}

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
    let passwords = [
        "x".repeat(8),
        "a".repeat(71),
        "a".repeat(72),
        "a".repeat(73),
        format!("{}b", "a".repeat(72)),
        "p".repeat(1023),
        "p".repeat(1024),
        "ü".repeat(36),
        "ü".repeat(37),
        "😀".repeat(1024),
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
        ("password".to_owned(), "guessable"),
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

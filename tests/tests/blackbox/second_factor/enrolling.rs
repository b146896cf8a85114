use serde_json::json;
use time::Duration;

use super::Authenticator;
use crate::support::feed::until_in_feed;
use crate::support::{PASSWORD, Person, TestApp};

#[tokio::test]
async fn a_second_factor_counts_only_after_its_first_code() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;
    let first = app.post(&ada, "/me/second-factor", json!({"current_password": PASSWORD})).await.expect(200);
    let url = first["otpauth_url"].as_str().unwrap();
    assert!(url.starts_with("otpauth://totp/Help%20desk:ada?secret="), "{url}");
    app.sign_in("ada").await;
    assert_eq!(app.get(&ada, "/me").await.expect(200)["second_factor"], false);

    let second = app.post(&ada, "/me/second-factor", json!({})).await.expect(200);
    let confirm = |code: String| app.post(&ada, "/me/second-factor/confirm", json!({"code": code}));
    for code in [Authenticator::of(&first).code(&app, 0), "not-a-code".to_owned()] {
        let problem = confirm(code).await.expect_problem(422, "invalid-fields");
        assert_eq!(
            (&problem["errors"][0]["pointer"], &problem["errors"][0]["code"]),
            (&json!("/code"), &json!("wrong"))
        );
    }
    let codes = confirm(Authenticator::of(&second).code(&app, 0)).await.expect(200);
    assert_eq!(codes["recovery_codes"].as_array().unwrap().len(), 10);
    app.challenge("ada").await;

    app.post(&ada, "/me/second-factor", json!({})).await.expect_problem(409, "second-factor-set");
    confirm(Authenticator::of(&second).code(&app, 1)).await.expect_problem(409, "second-factor-set");
    app.finish().await;
}

#[tokio::test]
async fn a_secret_that_was_shown_waits_15_minutes_for_its_first_code() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;
    let confirm = |code: String| app.post(&ada, "/me/second-factor/confirm", json!({"code": code}));
    confirm("123456".to_owned()).await.expect_problem(409, "no-second-factor");
    let authenticator = Authenticator::of(&app.post(&ada, "/me/second-factor", json!({})).await.expect(200));
    app.wait(Duration::minutes(14));
    let ada = Person::signed_in(&app.refresh(&ada.refresh_token).await.expect(200));
    app.wait(Duration::minutes(1));
    let late = json!({"code": authenticator.code(&app, 0)});
    app.post(&ada, "/me/second-factor/confirm", late).await.expect_problem(409, "no-second-factor");
    app.sign_in("ada").await;
    app.finish().await;
}

#[tokio::test]
async fn who_finds_an_open_session_neither_sets_up_nor_removes_a_second_factor() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;
    app.wait(Duration::minutes(14));
    let ada = Person::signed_in(&app.refresh(&ada.refresh_token).await.expect(200));
    app.wait(Duration::minutes(1));
    app.post(&ada, "/me/second-factor", json!({})).await.expect_problem(403, "password-required");
    let guess = json!({"current_password": "a guess"});
    app.post(&ada, "/me/second-factor", guess).await.expect_problem(422, "invalid-fields");

    let enrolment = app.post(&ada, "/me/second-factor", json!({"current_password": PASSWORD})).await.expect(200);
    let code = json!({"code": Authenticator::of(&enrolment).code(&app, 0)});
    app.post(&ada, "/me/second-factor/confirm", code).await.expect(200);
    app.delete(&ada, "/me/second-factor").await.expect_problem(403, "password-required");
    let remove = app.request(reqwest::Method::DELETE, "/me/second-factor").bearer_auth(&ada.token);
    app.send(remove.json(&json!({"current_password": PASSWORD}))).await.expect(204);
    app.sign_in("ada").await;
    app.finish().await;
}

#[tokio::test]
async fn setting_up_and_removing_end_all_other_sessions_and_send_a_letter() {
    let mut app = TestApp::start().await;
    let (ada, other) = (app.customer("ada").await, app.sign_in("ada").await);
    app.mails().await;
    let authenticator = app.set_up_factor(&ada).await;
    let mut letters = app.mails().await;
    app.get(&other, "/me").await.expect_problem(401, "unauthenticated");
    app.refresh(&other.refresh_token).await.expect_problem(401, "unauthenticated");
    let other = app.sign_in_with("ada", &authenticator).await;
    app.delete(&ada, "/me/second-factor").await.expect(204);
    app.get(&other, "/me").await.expect_problem(401, "unauthenticated");
    app.get(&ada, "/me").await.expect(200);
    app.delete(&ada, "/me/second-factor").await.expect_problem(409, "no-second-factor");

    letters.extend(app.mails().await);
    let subjects: Vec<_> = letters.into_iter().map(|mail| (mail.to, mail.subject)).collect();
    let to_ada = |subject: &str| ("ada@example.com".to_owned(), subject.to_owned());
    assert_eq!(subjects, [to_ada("Your second factor is set up"), to_ada("Your second factor was removed")]);
    app.finish().await;
}

#[tokio::test]
async fn secret_and_recovery_codes_are_in_no_answer_mail_or_file_of_the_database() {
    let mut app = TestApp::start().await;
    let (ada, root) = (app.customer("ada").await, app.superadmin().await);
    let enrolment = app.post(&ada, "/me/second-factor", json!({})).await.expect(200);
    let authenticator = Authenticator::of(&enrolment);
    let code = json!({"code": authenticator.code(&app, 0)});
    let codes = app.post(&ada, "/me/second-factor/confirm", code).await.expect(200);
    let base32 = enrolment["secret"].as_str().unwrap();
    let secret = totp_rs::Secret::try_from_base32(base32).unwrap();
    let code = codes["recovery_codes"][0].as_str().unwrap().to_owned();
    let hex: String = secret.as_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    let traces =
        [base32.as_bytes(), secret.as_bytes(), hex.as_bytes(), code.as_bytes(), code.replace('-', "").as_bytes()]
            .map(<[u8]>::to_vec);

    let dump = app.dump().await;
    for trace in &traces {
        assert!(!dump.windows(trace.len()).any(|part| part == *trace), "{:?}", String::from_utf8_lossy(trace));
    }
    app.mails().await;
    let mails: String = app.smtp.mails().iter().map(|mail| String::from_utf8_lossy(&mail.data).into_owned()).collect();
    let mut read = vec![mails];
    let ticket = app.open_ticket(&ada, "After the codes").await;
    until_in_feed(&app, &root, &ticket).await;
    for (who, path) in [(&ada, "/me"), (&ada, "/events"), (&root, "/users/ada"), (&root, "/events"), (&root, "/users")]
    {
        read.push(app.get(who, path).await.body);
    }
    for text in &read {
        assert!(!text.contains(base32) && !text.contains(&code), "{text}");
    }
    app.finish().await;
}

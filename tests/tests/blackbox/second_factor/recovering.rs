use crate::support::{PASSWORD, TestApp};

#[tokio::test]
async fn a_recovery_code_takes_the_place_of_a_code_once_and_the_person_gets_a_letter() {
    let mut app = TestApp::start().await;
    let authenticator = app.set_up_factor(&app.customer("ada").await).await;
    app.mails().await;
    let code = authenticator.recovery_codes[0].to_uppercase();
    let challenge = app.challenge("ada").await;
    app.answer_challenge(&challenge, &code).await.expect(200);
    let letters = app.mails().await;
    assert_eq!((letters.len(), letters[0].subject.as_str()), (1, "A recovery code of yours was used"));
    assert!(letters[0].text.contains("9 are left"), "{}", letters[0].text);

    let challenge = app.challenge("ada").await;
    app.answer_challenge(&challenge, &code).await.expect_problem(401, "wrong-code");
    let other = authenticator.recovery_codes[1].replace('-', "");
    app.answer_challenge(&challenge, &other).await.expect(200);
    app.finish().await;
}

#[tokio::test]
async fn the_codes_of_one_person_are_not_good_for_another() {
    let app = TestApp::start().await;
    let of_ada = app.set_up_factor(&app.customer("ada").await).await;
    let of_bea = app.set_up_factor(&app.customer("bea").await).await;
    let challenge = app.challenge("ada").await;
    for code in [of_bea.code(&app, 0), of_bea.recovery_codes[0].clone()] {
        app.answer_challenge(&challenge, &code).await.expect_problem(401, "wrong-code");
    }
    app.answer_challenge(&challenge, &of_ada.code(&app, 0)).await.expect(200);
    app.finish().await;
}

#[tokio::test]
async fn a_reset_by_mail_removes_no_second_factor() {
    let mut app = TestApp::start().await;
    let authenticator = app.set_up_factor(&app.customer("ada").await).await;
    app.mails().await;
    let asked = serde_json::json!({"email": "ada@example.com"});
    app.post_anonymously("/auth/password/forgot", asked).await.expect(202);
    let letter = app.mails().await.pop().unwrap();
    let token = letter.text.lines().find_map(|line| line.split_once("?token=")).unwrap().1.to_owned();
    let reset = serde_json::json!({"token": token, "password": PASSWORD});
    app.post_anonymously("/auth/password/reset", reset).await.expect(204);
    app.sign_in_with("ada", &authenticator).await;
    app.finish().await;
}

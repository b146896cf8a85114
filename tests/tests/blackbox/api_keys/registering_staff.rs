use serde_json::json;

use crate::support::TestApp;

#[tokio::test]
async fn an_engineer_signed_up_by_a_key_is_approved_at_once_and_gets_what_waits() {
    let mut app = TestApp::start().await;
    let agnes = app.admin("agnes").await;
    let ada = app.customer("ada").await;
    let waiting = app.open_ticket(&ada, "Printer").await;
    assert_eq!(waiting["assignee"], json!(null));
    let program = app.program(&agnes, &["staff:register"]).await;
    app.mails().await;

    let answer = app.post(&program, "/auth/signup", TestApp::account("emil", "engineer")).await;

    let emil = answer.expect(201);
    assert_eq!((&emil["status"], &emil["role"]), (&json!("approved"), &json!("engineer")));
    assert_eq!(answer.header("location"), "/api/v1/users/emil");
    let emil = app.sign_in("emil").await;
    assert_eq!(app.ticket(&emil, &waiting).await["assignee"]["username"], "emil");
    let mails = app.mails().await;
    assert!(!mails.iter().any(|mail| mail.subject.contains("waits for approval")), "{mails:#?}");
    assert!(mails.iter().any(|mail| mail.to == emil.email), "{mails:#?}");
    app.finish().await;
}

#[tokio::test]
async fn customers_sign_up_as_ever_and_nobody_signs_up_as_an_admin() {
    let app = TestApp::start().await;
    let program = app.program(&app.superadmin().await, &["staff:register"]).await;
    let customer = app.post(&program, "/auth/signup", TestApp::account("carl", "customer")).await.expect(201);
    assert_eq!(customer["status"], "approved");
    for role in ["admin", "superadmin"] {
        let account = TestApp::account("arno", role);
        app.post(&program, "/auth/signup", account).await.expect_problem(422, "invalid-fields");
    }
    app.finish().await;
}

#[tokio::test]
async fn without_a_key_or_with_another_token_an_engineer_waits_and_with_another_key_nobody_signs_up() {
    let app = TestApp::start().await;
    let agnes = app.admin("agnes").await;
    assert_eq!(app.sign_up("one", "engineer").await.expect(201)["status"], "pending");
    let as_admin = app.post(&agnes, "/auth/signup", TestApp::account("two", "engineer")).await.expect(201);
    assert_eq!(as_admin["status"], "pending");
    let program = app.program(&agnes, &["read", "write"]).await;
    for role in ["engineer", "customer"] {
        let answer = app.post(&program, "/auth/signup", TestApp::account("three", role)).await;
        answer.expect_problem(403, "insufficient-scope");
    }
    app.finish().await;
}

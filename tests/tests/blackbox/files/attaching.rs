//! Which uploads a message may have.

use serde_json::json;
use time::Duration;

use super::verbs::file_path;
use crate::support::{TestApp, path_of};

#[tokio::test]
async fn an_upload_is_for_one_message_of_its_uploader_within_a_day() {
    let app = TestApp::start().await;
    let (ada, bea) = (app.customer("ada").await, app.customer("bea").await);
    let ticket = app.open_ticket(&ada, "Printer").await;
    let mine = app.uploaded(&ada, "mine.txt", "mine").await;
    let hers = app.uploaded(&bea, "hers.txt", "hers").await;

    let refuse = async |files: &[&serde_json::Value]| {
        let problem = app.say_with(&ada, &ticket, None, files).await.expect_problem(422, "invalid-fields");
        problem["errors"][0]["code"].as_str().unwrap().to_owned()
    };
    assert_eq!(refuse(&[&hers]).await, "format");
    assert_eq!(refuse(&[&mine, &hers]).await, "format", "then the other is not used either");
    assert_eq!(refuse(&[&mine, &mine]).await, "repeated");
    assert_eq!(refuse(&[&json!({"id": "no id"})]).await, "format");
    app.get(&ada, &file_path(&ticket, &mine)).await.expect_problem(404, "not-found");
    app.say_with(&ada, &ticket, None, &[&mine]).await.expect(201);
    assert_eq!(refuse(&[&mine]).await, "format", "a message has it");

    let old = app.uploaded(&ada, "old.txt", "old").await;
    app.wait(Duration::hours(24));
    let ada = app.sign_in("ada").await;
    let late = app.say_with(&ada, &ticket, None, &[&old]).await;
    assert_eq!(late.expect_problem(422, "invalid-fields")["errors"][0]["pointer"], "/attachments");
    app.finish().await;
}

#[tokio::test]
async fn of_two_messages_that_want_one_upload_at_once_one_gets_it() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;
    let ticket = app.open_ticket(&ada, "Printer").await;
    let file = app.uploaded(&ada, "a.txt", "one").await;
    let body = json!({"body": "See the file.", "attachments": [file["id"]]});
    let say = || {
        let path = format!("{}/messages", path_of(&ticket));
        app.request(reqwest::Method::POST, &path).bearer_auth(&ada.token).json(&body)
    };
    let answers = app.send_all_at_once((0..8).map(|_| say()).collect()).await;
    let mut statuses: Vec<_> = answers.iter().map(|answer| answer.status).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 422, 422, 422, 422, 422, 422, 422]);
    app.finish().await;
}

#[tokio::test]
async fn a_dry_run_uses_no_upload() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;
    let file = app.uploaded(&ada, "a.txt", "one").await;
    let body = json!({"title": "T", "description": "D", "attachments": [file["id"]]});
    let plan = app.post(&ada, "/tickets?dry_run=true", body.clone()).await.expect(200);
    assert!(plan.to_string().contains("a.txt"), "{plan}");
    app.post(&ada, "/tickets", body).await.expect(201);
    app.finish().await;
}

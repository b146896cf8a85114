//! Who may read a file: who may read its message.

use serde_json::json;

use super::verbs::file_path;
use crate::support::{Person, TestApp};

async fn status(app: &TestApp, who: &Person, path: &str) -> u16 {
    app.get(who, path).await.status
}

#[tokio::test]
async fn a_stranger_gets_what_somebody_gets_for_a_file_that_is_not_there() {
    let app = TestApp::start().await;
    let (ada, bea) = (app.customer("ada").await, app.customer("bea").await);
    let (erin, root) = (app.engineer("erin").await, app.superadmin().await);
    let (ticket, other) = (app.open_ticket(&ada, "One").await, app.open_ticket(&bea, "Other").await);
    let file = app.uploaded(&ada, "a.txt", "secret").await;
    app.say_with(&ada, &ticket, None, &[&file]).await.expect(201);

    let path = file_path(&ticket, &file);
    assert_eq!(status(&app, &ada, &path).await, 200);
    assert_eq!(status(&app, &root, &path).await, 200);
    let mine = ticket["assignee"]["username"] == "erin";
    assert_eq!(status(&app, &erin, &path).await, if mine { 200 } else { 404 });
    let hidden = app.get(&bea, &path).await.expect_problem(404, "not-found");
    let missing = json!({"id": "0190a8e2-5c1f-7cc3-98c4-dc0c0c07398f"});
    let unknown = app.get(&bea, &file_path(&other, &missing)).await.expect_problem(404, "not-found");
    assert_eq!((&hidden["title"], &hidden["detail"]), (&unknown["title"], &unknown["detail"]));
    app.get(&root, &file_path(&other, &file)).await.expect_problem(404, "not-found");
    app.post(&bea, &format!("{path}/link"), json!({})).await.expect_problem(404, "not-found");
    assert_eq!(app.send(app.request(reqwest::Method::GET, &path)).await.status, 401);
    app.finish().await;
}

#[tokio::test]
async fn the_files_of_a_note_are_for_staff() {
    let app = TestApp::start().await;
    let (erin, ada) = (app.engineer("erin").await, app.customer("ada").await);
    let root = app.superadmin().await;
    let ticket = app.open_ticket(&ada, "Printer").await;
    let file = app.uploaded(&erin, "inside.txt", "for staff").await;
    app.say_with(&erin, &ticket, Some("note"), &[&file]).await.expect(201);

    let path = file_path(&ticket, &file);
    assert_eq!((status(&app, &erin, &path).await, status(&app, &ada, &path).await), (200, 404));
    app.post(&ada, &format!("{path}/link"), json!({})).await.expect_problem(404, "not-found");
    let version = app.ticket(&ada, &ticket).await["version"].clone();
    app.delete(&root, &path).await.expect(204);
    let gone = format!("note_attachment_removed: - > {} by admin", file["id"].as_str().unwrap());
    assert_eq!(app.history(&erin, &ticket).await.last(), Some(&gone));
    assert!(app.history(&ada, &ticket).await.iter().all(|line| !line.contains("attachment")));
    assert_eq!(app.ticket(&ada, &ticket).await["version"], version, "the reporter cannot know of it");
    app.finish().await;
}

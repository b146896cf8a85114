//! A superadmin removes a file for good.

use serde_json::json;

use super::verbs::{file_path, some_bytes};
use crate::support::TestApp;

#[tokio::test]
async fn a_removed_file_leaves_its_place_and_no_bytes() {
    let app = TestApp::start().await;
    let (erin, ada) = (app.engineer("erin").await, app.customer("ada").await);
    let (boss, root) = (app.admin("boss").await, app.superadmin().await);
    let ticket = app.open_ticket(&ada, "Printer").await;
    let bytes = some_bytes(400_000);
    let file = app.uploaded(&ada, "private.bin", bytes.clone()).await;
    let message = app.say_with(&ada, &ticket, None, &[&file]).await.expect(201);
    let path = file_path(&ticket, &file);
    let needle = &bytes[1000..1064];
    assert!(app.has_bytes(needle).await);

    for who in [&ada, &erin, &boss] {
        app.delete(who, &path).await.expect_problem(403, "forbidden");
    }
    app.delete(&root, &path).await.expect(204);
    app.delete(&root, &path).await.expect(204);
    assert!(!app.has_bytes(needle).await);
    app.get(&ada, &path).await.expect_problem(404, "not-found");
    let said = format!("/tickets/{}/messages/{}", ticket["number"], message["id"].as_str().unwrap());
    let shown = app.get(&ada, &said).await.expect(200)["attachments"][0].clone();
    assert_eq!((&shown["name"], &shown["size"], &shown["sha256"]), (&json!("removed"), &json!(0), &json!(null)));
    assert!(shown["removed_at"].is_string(), "{shown}");
    let gone = format!("attachment_removed: - > {} by admin", file["id"].as_str().unwrap());
    assert_eq!(app.history(&ada, &ticket).await.last(), Some(&gone));
    app.finish().await;
}

#[tokio::test]
async fn the_same_bytes_in_another_message_stay() {
    let app = TestApp::start().await;
    let (ada, root) = (app.customer("ada").await, app.superadmin().await);
    let ticket = app.open_ticket(&ada, "Printer").await;
    let (first, second) = (app.uploaded(&ada, "a.txt", "same").await, app.uploaded(&ada, "b.txt", "same").await);
    app.say_with(&ada, &ticket, None, &[&first]).await.expect(201);
    app.say_with(&ada, &ticket, None, &[&second]).await.expect(201);
    app.delete(&root, &file_path(&ticket, &first)).await.expect(204);
    assert_eq!(app.bytes_of(app.download(&ada, &ticket, &second)).await.body, b"same");
    app.delete(&root, &file_path(&ticket, &second)).await.expect(204);
    let again = app.uploaded(&ada, "c.txt", "same").await;
    app.say_with(&ada, &ticket, None, &[&again]).await.expect(201);
    assert_eq!(app.bytes_of(app.download(&ada, &ticket, &again)).await.body, b"same");
    app.finish().await;
}

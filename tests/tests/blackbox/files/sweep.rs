//! Maintenance deletes what no message has.

use time::Duration;

use super::verbs::{file_path, some_bytes};
use crate::support::TestApp;

#[tokio::test]
async fn the_files_of_a_deleted_ticket_are_gone_after_a_day() {
    let app = TestApp::start().await;
    let (ada, root) = (app.customer("ada").await, app.superadmin().await);
    let (doomed, other) = (app.open_ticket(&ada, "One").await, app.open_ticket(&ada, "Other").await);
    let bytes = some_bytes(300_000);
    let file = app.uploaded(&ada, "a.bin", bytes.clone()).await;
    app.say_with(&ada, &doomed, None, &[&file]).await.expect(201);
    let kept = app.uploaded(&ada, "b.txt", "kept").await;
    app.say_with(&ada, &other, None, &[&kept]).await.expect(201);
    app.delete(&root, &format!("/tickets/{}", doomed["number"])).await.expect(204);
    app.get(&root, &file_path(&doomed, &file)).await.expect_problem(404, "not-found");

    app.run_once().await;
    assert_eq!(contents(&app).await, 2, "somebody may just be uploading the same");
    app.wait(Duration::hours(24) + Duration::SECOND);
    app.run_once().await;
    assert_eq!(contents(&app).await, 1);
    assert!(!app.has_file_bytes(&bytes[1000..1064]));
    let ada = app.sign_in("ada").await;
    assert_eq!(app.bytes_of(app.download(&ada, &other, &kept)).await.body, b"kept");
    app.finish().await;
}

#[tokio::test]
async fn an_upload_that_no_message_used_is_gone_after_a_day() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;
    app.uploaded(&ada, "a.txt", "unused").await;
    app.wait(Duration::hours(24) + Duration::SECOND);
    app.run_once().await;
    assert_eq!(contents(&app).await, 0);
    assert_eq!(app.rows_of("SELECT name FROM attachments").await, Vec::<String>::new());
    assert!(!app.has_file_bytes(b"unused"));
    app.finish().await;
}

#[tokio::test]
async fn what_is_stored_is_measured_by_maintenance() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;
    let ticket = app.open_ticket(&ada, "Printer").await;
    let file = app.uploaded(&ada, "a.txt", "five!").await;
    app.say_with(&ada, &ticket, None, &[&file]).await.expect(201);
    app.say_with(&ada, &ticket, None, &[&app.uploaded(&ada, "b.txt", "five!").await]).await.expect(201);
    for _ in app.bases() {
        app.run_once().await;
    }
    for base in app.bases() {
        let metrics = app.client.get(format!("{base}/metrics")).send().await.unwrap().text().await.unwrap();
        for line in ["deskhand_files_bytes 5\n", "deskhand_files_orphans 0\n"] {
            assert!(metrics.contains(line), "{line}: {metrics}");
        }
    }
    app.finish().await;
}

async fn contents(app: &TestApp) -> usize {
    app.rows_of("SELECT state FROM blobs").await.len()
}

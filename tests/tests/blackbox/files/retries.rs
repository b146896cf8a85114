//! An upload that is sent again is one file.

use super::verbs::some_bytes;
use crate::support::TestApp;

#[tokio::test]
async fn an_upload_that_is_sent_again_with_its_key_is_one_file() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;
    let bytes = some_bytes(300_000);
    let send = |name: &str, bytes: &[u8]| app.upload(&ada, name, bytes).header("idempotency-key", "upload-1");
    let first = app.send(send("a.bin", &bytes)).await;
    let again = app.send(send("a.bin", &bytes)).await;
    assert_eq!((first.status, again.status), (201, 201));
    assert_eq!((&first.body, again.header("idempotency-replayed").as_str()), (&again.body, "true"));
    app.send(send("a.bin", &bytes[1..])).await.expect_problem(422, "idempotency-key-reused");
    app.send(send("b.bin", &bytes)).await.expect_problem(422, "idempotency-key-reused");
    let files = app.rows_of("SELECT CAST(count(*) AS TEXT) FROM attachments").await;
    assert_eq!(files, ["1"]);

    let at_once = (0..6).map(|_| app.upload(&ada, "c.bin", bytes.clone()).header("idempotency-key", "upload-2"));
    let answers = app.send_all_at_once(at_once.collect()).await;
    assert!(answers.iter().all(|answer| [201, 409].contains(&answer.status)), "{answers:?}");
    assert_eq!(app.rows_of("SELECT CAST(count(*) AS TEXT) FROM attachments").await, ["2"]);
    assert_eq!(app.rows_of("SELECT CAST(count(*) AS TEXT) FROM blobs").await, ["1"], "the same bytes are stored once");
    app.finish().await;
}

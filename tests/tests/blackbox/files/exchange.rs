//! What is sent comes back, byte for byte.

use reqwest::Method;
use serde_json::{Value, json};

use super::verbs::{file_path, some_bytes};
use crate::support::TestApp;

/// The file once a message has it.
fn at_its_ticket(file: &Value, ticket: &Value) -> Value {
    let [ticket, id] = [&ticket["id"], &file["id"]].map(|id| id.as_str().unwrap());
    let mut attached = file.clone();
    attached["url"] = json!(format!("/api/v1/tickets/{ticket}/attachments/{id}"));
    attached
}

#[tokio::test]
async fn a_file_comes_back_byte_for_byte_and_shows_at_its_message() {
    let app = TestApp::start().await;
    let (ada, erin) = (app.customer("ada").await, app.engineer("erin").await);
    let ticket = app.open_ticket(&ada, "Printer").await;
    for size in [0, 1, 262_143, 262_144, 262_145, 3_000_001] {
        let bytes = some_bytes(size);
        let file = app.uploaded(&ada, "data.bin", bytes.clone()).await;
        assert_eq!((&file["size"], &file["name"]), (&json!(size), &json!("data.bin")), "{file}");
        let message = app.say_with(&ada, &ticket, None, &[&file]).await.expect(201);
        assert_eq!(message["attachments"], json!([at_its_ticket(&file, &ticket)]));
        let read = app.bytes_of(app.download(&erin, &ticket, &file)).await;
        assert_eq!((read.status, read.header("content-length")), (200, size.to_string().as_str()));
        assert!(read.body == bytes, "{size} bytes came back otherwise");
        assert_eq!(read.header("etag"), format!("\"{}\"", file["sha256"].as_str().unwrap()));
    }
    let messages = app.rows(&erin, &format!("/tickets/{}/messages", ticket["number"])).await;
    assert_eq!(messages.iter().map(|message| message["attachments"].as_array().unwrap().len()).sum::<usize>(), 6);
    app.finish().await;
}

#[tokio::test]
async fn a_download_is_answered_with_exactly_the_headers_that_keep_it_from_running() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;
    let file = app.uploaded(&ada, "notes.txt", "Grüße".as_bytes()).await;
    let body = json!({"title": "T", "description": "D", "attachments": [file["id"]]});
    let ticket = app.post(&ada, "/tickets", body).await.expect(201);
    let attached = at_its_ticket(&file, &ticket);
    assert_eq!(ticket["attachments"], json!([attached]));
    assert_eq!(app.ticket(&ada, &ticket).await["attachments"], json!([attached]));

    let read = app.bytes_of(app.download(&ada, &ticket, &file).header("accept-encoding", "gzip")).await;
    for (name, value) in [
        ("content-type", "text/plain; charset=utf-8"),
        ("content-disposition", "attachment; filename=\"notes.txt\"; filename*=UTF-8''notes.txt"),
        ("x-content-type-options", "nosniff"),
        ("content-security-policy", "sandbox; default-src 'none'"),
        ("cache-control", "private, no-store"),
        ("accept-ranges", "bytes"),
        ("content-length", "7"),
        ("content-encoding", ""),
    ] {
        assert_eq!(read.header(name), value, "{name}");
    }
    assert_eq!(read.body, "Grüße".as_bytes());

    let head = app.request(Method::HEAD, &file_path(&ticket, &file)).bearer_auth(&ada.token);
    let head = app.bytes_of(head.header("range", "bytes=0-1")).await;
    assert_eq!((head.status, head.header("content-length"), head.body.len()), (200, "7", 0));
    assert_eq!(head.header("etag"), read.header("etag"));
    let known = app.download(&ada, &ticket, &file).header("if-none-match", read.header("etag"));
    let known = app.bytes_of(known).await;
    assert_eq!((known.status, known.body.len()), (304, 0));
    app.finish().await;
}

#[tokio::test]
async fn a_part_of_a_file_can_be_read() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;
    let ticket = app.open_ticket(&ada, "Printer").await;
    let bytes = some_bytes(600_000);
    let file = app.uploaded(&ada, "data.bin", bytes.clone()).await;
    app.say_with(&ada, &ticket, None, &[&file]).await.expect(201);
    for (range, from, to) in [
        ("bytes=0-0", 0, 1),
        ("bytes=262100-262200", 262_100, 262_201),
        ("bytes=599990-", 599_990, 600_000),
        ("bytes=-10", 599_990, 600_000),
        ("bytes=100-9999999", 100, 600_000),
    ] {
        let read = app.bytes_of(app.download(&ada, &ticket, &file).header("range", range)).await;
        assert_eq!(read.status, 206, "{range}");
        assert_eq!(read.header("content-range"), format!("bytes {from}-{}/600000", to - 1));
        assert!(read.body == bytes[from..to], "{range} came back otherwise");
    }
    let beyond = app.bytes_of(app.download(&ada, &ticket, &file).header("range", "bytes=600000-")).await;
    assert_eq!((beyond.status, beyond.header("content-range")), (416, "bytes */600000"));
    let several = app.bytes_of(app.download(&ada, &ticket, &file).header("range", "bytes=0-1,4-5")).await;
    assert_eq!((several.status, several.body.len()), (200, 600_000));
    let other = app.download(&ada, &ticket, &file).header("range", "bytes=0-1").header("if-range", "\"other\"");
    assert_eq!(app.bytes_of(other).await.status, 200);
    app.finish().await;
}

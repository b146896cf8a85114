//! How large and how many files may be.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use super::verbs::some_bytes;
use crate::support::{Person, TestApp};

#[tokio::test]
async fn a_file_above_the_limit_is_refused_whether_its_size_was_said_or_not() {
    let app = TestApp::with("files.max_file", "100KB").start().await;
    let ada = app.customer("ada").await;
    let most = some_bytes(102_400);
    let more: Vec<u8> = some_bytes(102_401).iter().map(|byte| byte ^ 0x5a).collect();
    app.uploaded(&ada, "most.bin", most).await;
    app.send(app.upload(&ada, "more.bin", more.clone())).await.expect_problem(413, "too-large");
    assert_eq!(status_of_chunked(&app, &ada, &more).await, "413");
    assert!(!app.has_bytes(&more[102_300..]).await, "nothing of it stays");
    app.finish().await;
}

#[tokio::test]
async fn a_message_has_only_so_many_files() {
    let app = TestApp::with("files.max_files", 2).start().await;
    let ada = app.customer("ada").await;
    let ticket = app.open_ticket(&ada, "Printer").await;
    let mut files = Vec::new();
    for n in 0..3 {
        files.push(app.uploaded(&ada, "a.txt", format!("file {n}")).await);
    }
    let all: Vec<&Value> = files.iter().collect();
    let problem = app.say_with(&ada, &ticket, None, &all).await.expect_problem(422, "invalid-fields");
    assert_eq!(problem["errors"][0]["code"], "too_many");
    app.say_with(&ada, &ticket, None, &all[..2]).await.expect(201);
    app.finish().await;
}

#[tokio::test]
async fn a_person_has_only_so_much_in_uploads_that_no_message_has() {
    let app = TestApp::with("files.max_file", "100KB").setting("files.max_open_uploads", "150KB").start().await;
    let (ada, bea) = (app.customer("ada").await, app.customer("bea").await);
    let ticket = app.open_ticket(&ada, "Printer").await;
    let first = app.uploaded(&ada, "a.bin", some_bytes(100_000)).await;
    let second = || app.upload(&ada, "b.bin", some_bytes(60_000));
    let refused = app.send(second()).await;
    refused.expect_problem(429, "quota-exceeded");
    assert_eq!(refused.header("retry-after"), "3600");
    app.uploaded(&bea, "b.bin", some_bytes(60_000)).await;
    app.say_with(&ada, &ticket, None, &[&first]).await.expect(201);
    app.send(second()).await.expect(201);
    app.wait(Duration::hours(24));
    let ada = app.sign_in("ada").await;
    app.uploaded(&ada, "c.bin", some_bytes(100_000)).await;
    app.finish().await;
}

#[tokio::test]
async fn a_body_that_is_not_what_its_headers_say_is_refused() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;
    let digest = |bytes: &[u8]| format!("sha-256=:{}:", STANDARD.encode(Sha256::digest(bytes)));
    let with = |name: &'static str, value: String| app.upload(&ada, "a.txt", "bytes").header(name, value);
    app.send(with("content-digest", digest(b"bytes"))).await.expect(201);
    app.send(with("content-digest", digest(b"other"))).await.expect_problem(422, "digest-mismatch");
    app.send(with("content-digest", "sha-256=x".to_owned())).await.expect_problem(400, "bad-request");
    app.send(with("content-encoding", "gzip".to_owned())).await.expect_problem(415, "unsupported-media-type");
    let form = with("content-type", "multipart/form-data; boundary=x".to_owned());
    app.send(form).await.expect_problem(415, "unsupported-media-type");
    let name = app.request(reqwest::Method::POST, "/files").bearer_auth(&ada.token);
    let name = name.header("content-disposition", "attachment; filename").body("bytes");
    app.send(name).await.expect_problem(400, "bad-request");
    app.post(&ada, "/tickets", json!({"title": "T", "description": "D", "attachments": "x"})).await.expect(422);
    app.finish().await;
}

/// The status of an upload whose head says nothing of its size.
async fn status_of_chunked(app: &TestApp, who: &Person, bytes: &[u8]) -> String {
    let base = app.base();
    let host = base.strip_prefix("http://").unwrap();
    let mut connection = TcpStream::connect(host).await.unwrap();
    let head = format!(
        "POST /api/v1/files HTTP/1.1\r\nHost: {host}\r\nAuthorization: Bearer {}\r\nTransfer-Encoding: chunked\r\n\r\n",
        who.token
    );
    connection.write_all(head.as_bytes()).await.unwrap();
    for piece in bytes.chunks(10_000) {
        let chunk = [format!("{:x}\r\n", piece.len()).as_bytes(), piece, b"\r\n"].concat();
        // The answer may come, and the connection end, before the last piece.
        if connection.write_all(&chunk).await.is_err() {
            break;
        }
    }
    let _ = connection.write_all(b"0\r\n\r\n").await;
    let mut answer = vec![0; 12];
    connection.read_exact(&mut answer).await.unwrap();
    String::from_utf8_lossy(&answer[9..]).into_owned()
}

//! Requests that no client library would send.

use std::time::Duration;

use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use crate::support::{Person, TestApp};

const PATIENCE: Duration = Duration::from_secs(60);

/// Sends these bytes and reads until the server is done or silent; gives the statuses of all answers, and the text.
async fn send(app: &TestApp, bytes: &[u8]) -> (Vec<u16>, String) {
    let base = app.base();
    let address = base.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).await.unwrap();
    // The server may hang up on nonsense before all of it is written.
    let _ = stream.write_all(bytes).await;
    let _ = stream.shutdown().await;
    let mut answer = Vec::new();
    let _ = timeout(PATIENCE, stream.read_to_end(&mut answer)).await.expect("the server hangs");
    let text = String::from_utf8_lossy(&answer).into_owned();
    let answers = text.split("HTTP/1.").skip(1).filter_map(|answer| answer.get(2..5)?.parse().ok());
    (answers.collect(), text)
}

fn post(who: &Person, path: &str, headers: &str, body: &str) -> String {
    let token = &who.token;
    format!(
        "POST /api/v1{path} HTTP/1.1\r\nHost: desk\r\nConnection: close\r\nAuthorization: Bearer {token}\r\n\
         Content-Type: application/json\r\n{headers}\r\n{body}"
    )
}

#[tokio::test]
async fn nonsense_on_the_wire_is_refused_and_the_server_goes_on() {
    let app = TestApp::start().await;
    let long = "a".repeat(300_000);
    let many = "x: y\r\n".repeat(20_000);
    for nonsense in [
        "\r\n\r\n\r\n".to_owned(),
        "nonsense\r\n\r\n".to_owned(),
        "GET\r\n\r\n".to_owned(),
        "GET /healthz HTTP/9.9\r\nHost: d\r\n\r\n".to_owned(),
        "GET /healthz HTTP/1.1\r\nHost : d\r\n\r\n".to_owned(),
        "GET /healthz HTTP/1.1\r\nbad header\r\n\r\n".to_owned(),
        "GET /healthz HTTP/1.1\r\nHost: d\r\nx: a\0b\r\n\r\n".to_owned(),
        format!("GET /{long} HTTP/1.1\r\nHost: d\r\nConnection: close\r\n\r\n"),
        format!("GET /healthz HTTP/1.1\r\nHost: d\r\nx: {long}\r\n\r\n"),
        format!("GET /healthz HTTP/1.1\r\nHost: d\r\n{many}\r\n"),
        "GET \u{1}\u{2} HTTP/1.1\r\nHost: d\r\n\r\n".to_owned(),
        "\u{16}\u{3}\u{1}\u{2}\0\u{1}\0\u{1}".to_owned(),
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_owned(),
        "CONNECT elsewhere:443 HTTP/1.1\r\nHost: elsewhere\r\nConnection: close\r\n\r\n".to_owned(),
        "GET http://elsewhere/nowhere HTTP/1.1\r\nHost: elsewhere\r\nConnection: close\r\n\r\n".to_owned(),
        "OPTIONS * HTTP/1.1\r\nHost: d\r\nConnection: close\r\n\r\n".to_owned(),
    ] {
        let (statuses, text) = send(&app, nonsense.as_bytes()).await;
        let shown: String = nonsense.chars().take(60).collect();
        assert!(statuses.iter().all(|status| (400..500).contains(status)), "{shown:?}: {text}");
        app.call(None, "GET", "//healthz", None).await.expect(200);
    }
    app.finish().await;
}

#[tokio::test]
async fn a_body_whose_length_is_told_wrongly_or_twice_changes_nothing() {
    let app = TestApp::start().await;
    let root = app.superadmin().await;
    let body = r#"{"title": "Smuggled", "description": "D"}"#;
    let length = body.len();
    let smuggled = format!("0\r\n\r\nDELETE /api/v1/users/admin HTTP/1.1\r\nHost: d\r\n\r\n{body}");
    for (headers, sent) in [
        (format!("Content-Length: {}\r\n", length + 10), body),
        (format!("Content-Length: {length}\r\nContent-Length: {}\r\n", length - 1), body),
        ("Content-Length: -1\r\n".to_owned(), body),
        (format!("Content-Length: +{length}\r\n"), body),
        ("Content-Length: 99999999999999999999999\r\n".to_owned(), body),
        ("Content-Length: abc\r\n".to_owned(), body),
        (format!("Content-Length: {length}\r\nTransfer-Encoding: chunked\r\n"), smuggled.as_str()),
        ("Transfer-Encoding: chunked\r\n".to_owned(), "zz\r\nnonsense\r\n0\r\n\r\n"),
        ("Transfer-Encoding: chunked\r\n".to_owned(), "5\r\n{\"tit"),
        ("Transfer-Encoding: gzip\r\n".to_owned(), body),
        ("Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n".to_owned(), "2\r\n{}\r\n0\r\n\r\n"),
        (String::new(), body),
    ] {
        let (statuses, text) = send(&app, post(&root, "/tickets", &headers, sent).as_bytes()).await;
        assert!(statuses.iter().all(|status| (400..500).contains(status)), "{headers}: {text}");
        assert_eq!(app.get(&root, "/tickets?count=true").await.expect(200)["page"]["total"], 0, "{headers}");
    }
    app.get(&root, "/me").await.expect(200);
    app.finish().await;
}

#[tokio::test]
async fn a_chunked_body_is_read_to_its_limit_and_no_further() {
    let app = TestApp::start().await;
    let root = app.superadmin().await;
    let chunked = |body: &str| {
        let chunks: String = body
            .as_bytes()
            .chunks(8_192)
            .map(|chunk| format!("{:x}\r\n{}\r\n", chunk.len(), String::from_utf8_lossy(chunk)))
            .collect();
        post(&root, "/tickets", "Transfer-Encoding: chunked\r\n", &format!("{chunks}0\r\n\r\n"))
    };
    let good = r#"{"title": "In pieces", "description": "D"}"#;
    let (statuses, text) = send(&app, chunked(good).as_bytes()).await;
    assert_eq!(statuses, [201], "{text}");

    let huge = format!("{good}{}", " ".repeat(4 * 1024 * 1024));
    let (statuses, text) = send(&app, chunked(&huge).as_bytes()).await;
    // Whoever goes on writing may find the connection closed before they read the answer.
    assert!(statuses.iter().all(|status| *status == 413), "{text}");
    assert_eq!(app.get(&root, "/tickets?count=true").await.expect(200)["page"]["total"], 1);
    app.finish().await;
}

#[tokio::test]
async fn whoever_does_not_send_a_body_to_its_end_is_answered_and_cut_off_by_pages_as_by_the_api() {
    let app = TestApp::with("http.body_timeout", "1s").start().await;
    let form = "application/x-www-form-urlencoded";
    for (path, media_type) in [
        ("/account/verify-email", form),
        ("/account/reset-password", form),
        ("/account/accept-invitation", form),
        ("/account/claim", form),
        ("/api/v1/auth/signin", "application/json"),
    ] {
        let base = app.base();
        let mut stream = TcpStream::connect(base.strip_prefix("http://").unwrap()).await.unwrap();
        let head = format!("POST {path} HTTP/1.1\r\nHost: d\r\nContent-Type: {media_type}\r\nContent-Length: 100\r\n");
        stream.write_all(format!("{head}\r\nt").as_bytes()).await.unwrap();
        let mut answer = String::new();
        let cut_off = timeout(PATIENCE, stream.read_to_string(&mut answer)).await;
        assert!(matches!(cut_off, Ok(Ok(_))), "{path}: {cut_off:?} after {answer}");
        assert!(answer.starts_with("HTTP/1.1 408"), "{path}: {answer}");
    }
    app.finish().await;
}

#[tokio::test]
async fn dots_in_a_path_lead_nowhere() {
    let app = TestApp::start().await;
    let root = app.superadmin().await;
    for path in [
        "/api/v1/users/../me",
        "/api/v1/../../healthz",
        "/./healthz",
        "//healthz",
        "/api/v1/users/%2e%2e/tickets",
        "/api/v1/tickets/..",
        "/api/v1/users/..%2fme",
    ] {
        let request = format!(
            "GET {path} HTTP/1.1\r\nHost: d\r\nConnection: close\r\nAuthorization: Bearer {}\r\n\r\n",
            root.token
        );
        let (statuses, text) = send(&app, request.as_bytes()).await;
        assert_eq!(statuses, [404], "{path}: {text}");
        assert!(text.contains("application/problem+json"), "{path}: {text}");
    }
    app.finish().await;
}

#[tokio::test]
async fn what_is_no_request_is_answered_by_a_problem_that_has_an_id() {
    let app = TestApp::start().await;
    let long = "a".repeat(300_000);
    for (nonsense, status, code) in [
        ("nonsense\r\n\r\n".to_owned(), 400, "bad-request"),
        ("GET /healthz HTTP/1.1\r\nHost: d\r\nx: a\0b\r\n\r\n".to_owned(), 400, "bad-request"),
        ("GET /healthz HTTP/1.1\r\nContent-Length: -1\r\n\r\n".to_owned(), 400, "bad-request"),
        (format!("GET /healthz HTTP/1.1\r\nHost: d\r\nx: {long}\r\n\r\n"), 431, "head-too-large"),
    ] {
        // Alone, and behind a request that is answered.
        let good = "GET /healthz HTTP/1.1\r\nHost: d\r\n\r\n";
        for (before, answers) in [("", vec![status]), (good, vec![200, status])] {
            let (statuses, text) = send(&app, format!("{before}{nonsense}").as_bytes()).await;
            let shown: String = nonsense.chars().take(60).collect();
            assert_eq!(statuses, answers, "{shown:?}: {text}");
            let last = text.rsplit("HTTP/1.1 ").next().unwrap();
            assert!(last.contains("content-type: application/problem+json"), "{shown:?}: {last}");
            let id = last.split("x-request-id: ").nth(1).unwrap().split("\r\n").next().unwrap();
            let (_, body) = last.split_once("\r\n\r\n").unwrap();
            let body: serde_json::Value = serde_json::from_str(body).unwrap();
            assert_eq!((&body["type"], &body["request_id"]), (&format!("/problems/{code}").into(), &id.into()));
        }
    }
    app.finish().await;
}

async fn connect(app: &TestApp) -> TcpStream {
    TcpStream::connect(app.base().strip_prefix("http://").unwrap()).await.unwrap()
}

/// Reads until the server ends the connection.
async fn until_cut_off(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    let _ = timeout(PATIENCE, stream.read_to_end(&mut answer)).await.expect("it is not cut off");
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test]
async fn the_head_of_every_request_has_a_deadline_not_only_the_first() {
    let app = TestApp::with("http.head_timeout", "1s").start().await;
    for before in 0..3 {
        let mut stream = connect(&app).await;
        for _ in 0..before {
            stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: d\r\n\r\n").await.unwrap();
        }
        stream.write_all(b"GET /healthz HTT").await.unwrap();
        let answers = until_cut_off(&mut stream).await;
        assert_eq!(answers.matches("HTTP/1.1 200").count(), before, "{answers}");
        assert_eq!(answers.matches("HTTP/1.1 408").count(), 1, "{answers}");
        assert!(answers.contains("/problems/request-timeout"), "{answers}");
    }
    app.finish().await;
}

#[tokio::test]
async fn a_connection_ends_after_an_answer_whose_request_has_no_end() {
    let app = TestApp::start().await;
    let chunked = "POST /api/v1/tickets HTTP/1.1\r\nHost: d\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";
    let long = chunked.replace("Transfer-Encoding: chunked", "Content-Length: 1000000");
    for head in [chunked, &long] {
        let mut stream = connect(&app).await;
        stream.write_all(head.as_bytes()).await.unwrap();
        let (mut reading, mut writing) = stream.split();
        let sending = async {
            // The server may end the connection before the answer is read.
            while writing.write_all(b"10\r\n0123456789abcdef\r\n").await.is_ok() {
                tokio::time::sleep(Duration::from_millis(10)).await;
            }
        };
        let mut answer = Vec::new();
        let both = futures::future::join(sending, reading.read_to_end(&mut answer));
        let _ = timeout(PATIENCE, both).await.expect("it is not cut off");
        let answer = String::from_utf8_lossy(&answer);
        assert!(answer.starts_with("HTTP/1.1 401") && answer.contains("connection: close"), "{answer}");
    }
    app.finish().await;
}

#[tokio::test]
async fn requests_behind_one_another_are_answered_one_after_the_other() {
    let app = TestApp::start().await;
    let root = app.superadmin().await;
    let open = |title: &str| {
        let body = json!({"title": title, "description": "D"}).to_string();
        let chunked = format!("{:x}\r\n{body}\r\n0\r\n\r\n", body.len());
        let keep = |request: String| request.replace("Connection: close\r\n", "");
        let whole = keep(post(&root, "/tickets", &format!("Content-Length: {}\r\n", body.len()), &body));
        let pieces = keep(post(&root, "/tickets", "Transfer-Encoding: chunked\r\n", &chunked));
        format!("{whole}{pieces}")
    };
    let requests: String = (0..20).map(|n| open(&format!("Ticket {n}"))).collect();
    let last = "GET /healthz HTTP/1.1\r\nHost: d\r\nConnection: close\r\n\r\n";
    let (statuses, text) = send(&app, format!("{requests}{last}").as_bytes()).await;
    assert_eq!(statuses, [vec![201; 40], vec![200]].concat(), "{text}");
    app.finish().await;
}

#[tokio::test]
async fn silent_connections_make_room_for_those_that_send_requests() {
    let app = TestApp::with("http.connections", 20).setting("http.connections_per_address", 15).start().await;
    let mut silent = Vec::new();
    for _ in 0..60 {
        silent.push(connect(&app).await);
    }
    for _ in 0..30 {
        let mut stream = connect(&app).await;
        stream.write_all(b"GET /healthz HTTP/1.1\r\nHost: d\r\nConnection: close\r\n\r\n").await.unwrap();
        let answer = until_cut_off(&mut stream).await;
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    }
    drop(silent);
    app.finish().await;
}

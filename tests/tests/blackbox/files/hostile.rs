//! Files and names that want to be something else.

use serde_json::json;

use super::verbs::Bytes;
use crate::support::{Person, TestApp};

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
const JPEG: &[u8] = b"\xff\xd8\xff\xe0\0\x10JFIF\0";
const SVG: &[u8] = b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>";
const HTML: &[u8] = b"<!DOCTYPE html><script>alert(1)</script>";

async fn downloaded(app: &TestApp, who: &Person, name: &str, bytes: &[u8], query: &str) -> Bytes {
    let file = app.uploaded(who, name, bytes).await;
    let body = json!({"title": "T", "description": "D", "attachments": [file["id"]]});
    let ticket = app.post(who, "/tickets", body).await.expect(201);
    let path = format!("{}{query}", super::verbs::file_path(&ticket, &file));
    app.bytes_of(app.request(reqwest::Method::GET, &path).bearer_auth(&who.token)).await
}

#[tokio::test]
async fn only_pictures_by_their_bytes_are_shown_in_place() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;
    let octets = "application/octet-stream";
    for (name, bytes, kind, is_inline) in [
        ("drawing.svg", SVG, octets, false),
        ("page.html", HTML, octets, false),
        ("page.png", HTML, octets, false),
        ("real.jpg", JPEG, "image/jpeg", true),
        ("real.html", PNG, "image/png", true),
        ("paper.pdf", b"%PDF-1.7 /JavaScript", "application/pdf", false),
        ("words.txt", b"only words", "text/plain; charset=utf-8", false),
        ("tool.exe", b"MZ\x90\0\x03", octets, false),
    ] {
        for query in ["", "?inline=1"] {
            let read = downloaded(&app, &ada, name, bytes, query).await;
            read.is_harmless(kind, is_inline, query);
            assert_eq!(read.body, bytes, "{name}");
        }
    }
    app.finish().await;
}

#[tokio::test]
async fn a_hostile_name_becomes_a_harmless_one_and_the_bytes_stay() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;
    for (header, name) in [
        ("attachment; filename*=UTF-8''..%2F..%2Fetc%2Fpasswd", "passwd"),
        ("attachment; filename=\"..\\\\..\\\\windows\\\\x.dll\"", "x.dll"),
        ("attachment; filename=\"CON.txt\"", "_CON.txt"),
        ("attachment; filename*=UTF-8''a%0D%0ASet-Cookie:%20x.txt", "aSet-Cookie_ x.txt"),
        ("attachment; filename*=UTF-8''photo%E2%80%AEgpj.exe", "photogpj.exe"),
        ("attachment; filename=\"\"", "file"),
        ("attachment", "file"),
        ("attachment; filename*=UTF-8''%00", "file"),
    ] {
        let upload = app.request(reqwest::Method::POST, "/files").bearer_auth(&ada.token);
        let upload = upload.header("content-disposition", header).body("bytes");
        let file = app.send(upload).await.expect(201);
        assert_eq!(file["name"], name, "{header}");
    }
    let long = format!("{}.tar.gz", "x".repeat(400));
    let file = app.uploaded(&ada, &long, "long").await;
    let shown = file["name"].as_str().unwrap();
    assert!(shown.len() <= 200 && shown.ends_with(".gz"), "{shown}");

    let twice = [app.uploaded(&ada, "same.txt", "one").await, app.uploaded(&ada, "same.txt", "two").await];
    let body = json!({"title": "T", "description": "D", "attachments": [twice[0]["id"], twice[1]["id"]]});
    let ticket = app.post(&ada, "/tickets", body).await.expect(201);
    for (file, bytes) in twice.iter().zip(["one", "two"]) {
        assert_eq!(app.bytes_of(app.download(&ada, &ticket, file)).await.body, bytes.as_bytes());
    }
    app.finish().await;
}

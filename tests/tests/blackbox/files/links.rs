//! A link to a file needs no sign-in, for a while.

use reqwest::Method;
use serde_json::{Value, json};
use time::Duration;

use super::verbs::{Bytes, file_path};
use crate::support::{Person, TestApp};

async fn a_file(app: &TestApp, ada: &Person) -> (Value, Value) {
    let file = app.uploaded(ada, "a.txt", "bytes").await;
    let body = json!({"title": "T", "description": "D", "attachments": [file["id"]]});
    (app.post(ada, "/tickets", body).await.expect(201), file)
}

/// The path of a new link, below the root.
async fn link(app: &TestApp, who: &Person, path: &str) -> String {
    let link = app.post(who, &format!("{path}/link"), json!({})).await.expect(200);
    link["url"].as_str().unwrap().strip_prefix("https://desk.example.com").unwrap().to_owned()
}

async fn follow(app: &TestApp, link: &str) -> Bytes {
    app.bytes_of(app.request(Method::GET, &format!("/{link}"))).await
}

#[tokio::test]
async fn a_link_hands_out_its_file_for_five_minutes() {
    let app = TestApp::start().await;
    let ada = app.customer("ada").await;
    let (ticket, file) = a_file(&app, &ada).await;
    let link = link(&app, &ada, &file_path(&ticket, &file)).await;
    let read = follow(&app, &link).await;
    assert_eq!((read.status, read.body.as_slice()), (200, &b"bytes"[..]));
    assert_eq!(read.header("content-security-policy"), "sandbox; default-src 'none'");

    let last = link.chars().last().unwrap();
    let forged = format!("{}{}", &link[..link.len() - 1], if last == 'A' { 'B' } else { 'A' });
    let (head, expiry) = (link.split('.').next().unwrap(), link.split('.').nth(1).unwrap());
    let later = link.replace(expiry, &(expiry.parse::<i64>().unwrap() + 600).to_string());
    for wrong in [forged, later, head.to_owned(), "/f/x".to_owned(), "/f/1.2.3".to_owned()] {
        assert_eq!(follow(&app, &wrong).await.status, 404, "{wrong}");
    }
    app.wait(Duration::minutes(5) - Duration::SECOND);
    assert_eq!(follow(&app, &link).await.status, 200);
    app.wait(Duration::SECOND);
    assert_eq!(follow(&app, &link).await.status, 404);
    app.finish().await;
}

#[tokio::test]
async fn a_link_ends_with_its_file_and_with_its_ticket() {
    let app = TestApp::start().await;
    let (ada, root) = (app.customer("ada").await, app.superadmin().await);
    let (ticket, file) = a_file(&app, &ada).await;
    let (other, kept) = a_file(&app, &ada).await;
    let first = link(&app, &ada, &file_path(&ticket, &file)).await;
    let second = link(&app, &ada, &file_path(&other, &kept)).await;
    app.delete(&root, &file_path(&ticket, &file)).await.expect(204);
    assert_eq!((follow(&app, &first).await.status, follow(&app, &second).await.status), (404, 200));
    app.delete(&root, &format!("/tickets/{}", other["number"])).await.expect(204);
    assert_eq!(follow(&app, &second).await.status, 404);
    app.finish().await;
}

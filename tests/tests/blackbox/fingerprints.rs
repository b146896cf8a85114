//! What is kept of a request with an idempotency key: nothing from which a password in it can be guessed.

use reqwest::Method;
use serde_json::json;
use sha2::{Digest as _, Sha256};

use crate::support::{PASSWORD, TestApp};

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[tokio::test]
async fn the_fingerprint_of_a_sign_up_cannot_be_computed_from_its_body() {
    let app = TestApp::start().await;
    let body = json!({"name": "Ada", "username": "ada", "email": "ada@example.com", "password": PASSWORD}).to_string();
    let sent = app
        .request(Method::POST, "/auth/signup")
        .header("idempotency-key", "key-1")
        .header("content-type", "application/json")
        .body(body.clone());
    app.send(sent).await.expect(201);

    let column = if app.database_url().starts_with("postgres") {
        "encode(fingerprint, 'hex')"
    } else {
        "lower(hex(fingerprint))"
    };
    let stored = app.rows_of(&format!("SELECT {column} FROM idempotency_keys")).await;
    assert_eq!((stored.len(), stored[0].len()), (1, 64), "{stored:?}");
    let digest = Sha256::digest(body.as_bytes());
    let with_target = [b"POST /api/v1/auth/signup\0".as_slice(), &digest].concat();
    for guessed in [hex(&digest), hex(&Sha256::digest(&with_target)), hex(&Sha256::digest(body.trim()))] {
        assert!(!stored.contains(&guessed), "{guessed}");
    }
    app.finish().await;
}

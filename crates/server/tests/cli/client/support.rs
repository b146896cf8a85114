//! A desk, and the machines of people who have an API key.

use std::net::TcpListener;

use serde_json::{Value, json};

use crate::http::{field, post};
use crate::workplace::Workplace;

pub(super) const PASSWORD: &str = "correct horse battery";

pub(super) fn desk() -> Workplace {
    Workplace::new().with("DESKHAND__BOOTSTRAP__PASSWORD", PASSWORD)
}

pub(super) fn sign_in(address: &str, login: &str) -> String {
    let body = json!({"login": login, "password": PASSWORD});
    field(&post(address, "/api/v1/auth/signin", "", &body.to_string()), "access_token")
}

pub(super) fn key(address: &str, login: &str, scopes: &[&str]) -> String {
    let body = json!({"name": "console", "scopes": scopes});
    field(&post(address, "/api/v1/api-keys", &sign_in(address, login), &body.to_string()), "key")
}

/// A machine of a person who has an API key. They are made if they are not `admin`.
pub(super) fn person(address: &str, username: &str, role: &str) -> Workplace {
    if username != "admin" {
        let body = json!({"username": username, "name": username.to_uppercase(), "role": role, "password": PASSWORD,
            "email": format!("{username}@desk.example")});
        let made = post(address, "/api/v1/users", &sign_in(address, "admin"), &body.to_string());
        assert!(made.starts_with("HTTP/1.1 201"), "{made}");
    }
    Workplace::new()
        .with("DESKHAND_URL", &format!("http://{address}/"))
        .with("DESKHAND_API_KEY", &key(address, username, &["read", "write"]))
}

pub(super) fn json_of(place: &Workplace, arguments: &[&str]) -> Value {
    let said = place.run(&[&["ticket", "--output", "json"], arguments].concat()).succeeds().out;
    serde_json::from_str(&said).unwrap()
}

pub(super) fn free_address() -> String {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string()
}

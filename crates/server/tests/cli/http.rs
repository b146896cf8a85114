//! Requests of these tests, one connection each.

use std::io::{Read, Write};
use std::net::TcpStream;

pub(crate) fn get(address: &str, path: &str) -> String {
    exchange(address, &format!("GET {path} HTTP/1.1\r\nHost: desk\r\nConnection: close\r\n\r\n"))
}

pub(crate) fn get_as(address: &str, path: &str, token: &str) -> String {
    let head =
        format!("GET {path} HTTP/1.1\r\nHost: desk\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n\r\n");
    exchange(address, &head)
}

/// Sends JSON; without a token as a stranger.
pub(crate) fn post(address: &str, path: &str, token: &str, body: &str) -> String {
    send(address, "POST", path, token, body)
}

pub(crate) fn put(address: &str, path: &str, token: &str, body: &str) -> String {
    send(address, "PUT", path, token, body)
}

pub(crate) fn patch(address: &str, path: &str, token: &str, body: &str) -> String {
    send(address, "PATCH", path, token, body)
}

pub(crate) fn send(address: &str, method: &str, path: &str, token: &str, body: &str) -> String {
    let authorization = if token.is_empty() { String::new() } else { format!("Authorization: Bearer {token}\r\n") };
    let length = body.len();
    let head = format!(
        "{method} {path} HTTP/1.1\r\nHost: desk\r\n{authorization}Content-Type: application/json\r\nContent-Length: {length}\r\n\
         Connection: close\r\n\r\n{body}"
    );
    exchange(address, &head)
}

fn exchange(address: &str, request: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

/// Picks one text out of a JSON answer.
pub(crate) fn field(answer: &str, name: &str) -> String {
    let begins = format!("\"{name}\":\"");
    let rest = &answer[answer.find(&begins).unwrap_or_else(|| panic!("no {name} in {answer}")) + begins.len()..];
    rest[..rest.find('"').unwrap()].to_owned()
}

/// Uploads a file.
pub(crate) fn upload(address: &str, token: &str, name: &str, bytes: &str) -> String {
    let length = bytes.len();
    let head = format!(
        "POST /api/v1/files HTTP/1.1\r\nHost: desk\r\nAuthorization: Bearer {token}\r\n\
         Content-Disposition: attachment; filename=\"{name}\"\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{bytes}"
    );
    exchange(address, &head)
}

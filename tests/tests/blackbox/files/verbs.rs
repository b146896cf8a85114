//! What people do with files, in one line each.

use std::fs;
use std::path::Path;

use reqwest::header::HeaderMap;
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use crate::support::{Answer, Person, TestApp, path_of};

/// An answer whose body is bytes.
pub(crate) struct Bytes {
    pub(crate) status: u16,
    pub(super) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Bytes {
    /// It is of this kind, and a browser runs nothing of it: it shows only pictures in place, where it was asked to.
    pub(crate) fn is_harmless(&self, kind: &str, is_picture: bool, query: &str) {
        assert_eq!((self.status, self.header("content-type")), (200, kind), "{query}");
        let shown = if is_picture && !query.is_empty() { "inline;" } else { "attachment;" };
        assert!(self.header("content-disposition").starts_with(shown), "{query}: {kind}");
        assert_eq!(self.header("x-content-type-options"), "nosniff");
        assert_eq!(self.header("content-security-policy"), "sandbox; default-src 'none'");
    }

    pub(super) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }
}

/// Bytes in which every position is another, as far as that goes.
pub(super) fn some_bytes(size: usize) -> Vec<u8> {
    (0..size).map(|index| u8::try_from((index * 31 + index / 251) % 256).unwrap()).collect()
}

impl TestApp {
    pub(super) fn upload(&self, who: &Person, name: &str, bytes: impl Into<Vec<u8>>) -> RequestBuilder {
        let disposition = format!("attachment; filename=\"{name}\"");
        let request = self.request(Method::POST, "/files").bearer_auth(&who.token);
        request.header("content-disposition", disposition).body(bytes.into())
    }

    /// An uploaded file.
    pub(crate) async fn uploaded(&self, who: &Person, name: &str, bytes: impl Into<Vec<u8>>) -> Value {
        self.send(self.upload(who, name, bytes)).await.expect(201)
    }

    /// A message with these files.
    pub(crate) async fn say_with(&self, who: &Person, ticket: &Value, kind: Option<&str>, files: &[&Value]) -> Answer {
        let ids: Vec<_> = files.iter().map(|file| &file["id"]).collect();
        let mut body = json!({"body": "See the file.", "attachments": ids});
        kind.into_iter().for_each(|kind| body["kind"] = json!(kind));
        self.post(who, &format!("{}/messages", path_of(ticket)), body).await
    }

    /// A request for a file of a ticket.
    pub(crate) fn download(&self, who: &Person, ticket: &Value, file: &Value) -> RequestBuilder {
        self.request(Method::GET, &file_path(ticket, file)).bearer_auth(&who.token)
    }

    pub(crate) async fn bytes_of(&self, request: RequestBuilder) -> Bytes {
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Bytes { status, headers, body: response.bytes().await.unwrap().to_vec() }
    }

    /// Whether these bytes are anywhere in the database or in the folder of the files.
    pub(super) async fn has_bytes(&self, bytes: &[u8]) -> bool {
        let hexadecimal: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
        let dump = self.dump().await;
        self.has_file_bytes(bytes) || has(&dump, bytes) || has(&dump, hexadecimal.as_bytes())
    }

    /// Whether these bytes are in the folder of the files.
    pub(super) fn has_file_bytes(&self, bytes: &[u8]) -> bool {
        let mut stored = Vec::new();
        read_all(&self.folder.path().join("files"), &mut stored);
        stored.iter().any(|part| has(part, bytes))
    }
}

pub(super) fn file_path(ticket: &Value, file: &Value) -> String {
    format!("{}/attachments/{}", path_of(ticket), file["id"].as_str().unwrap())
}

fn has(stored: &[u8], bytes: &[u8]) -> bool {
    stored.windows(bytes.len()).any(|part| part == bytes)
}

fn read_all(folder: &Path, all: &mut Vec<Vec<u8>>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.is_dir() { read_all(&path, all) } else { all.push(fs::read(path).unwrap()) }
    }
}

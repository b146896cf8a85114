use deskhand_domain::ports::IdGenerator as _;
use deskhand_system::UuidV7Ids;
use hyper::Method;
use serde::Serialize;

/// One request to the API.
#[derive(Clone, Debug)]
pub(crate) struct ApiRequest {
    pub(crate) method: Method,
    /// After `/api/v1`, with its query.
    pub(crate) path: String,
    /// JSON.
    pub(crate) body: Option<String>,
    /// Makes a `POST` safe to repeat.
    pub(crate) key: Option<String>,
    /// Whether it may be sent again where it is not known whether it was carried out.
    pub(crate) is_repeatable: bool,
}

impl ApiRequest {
    pub(crate) fn get(path: impl Into<String>) -> Self {
        Self { method: Method::GET, path: path.into(), body: None, key: None, is_repeatable: true }
    }

    /// What creates, under a key of its own.
    pub(crate) fn post(path: impl Into<String>, body: &impl Serialize) -> Self {
        let key = Some(UuidV7Ids.uuid().to_string());
        Self { method: Method::POST, path: path.into(), body: Some(text(body)), key, is_repeatable: true }
    }

    pub(crate) fn patch(path: impl Into<String>, body: &impl Serialize) -> Self {
        Self { method: Method::PATCH, path: path.into(), body: Some(text(body)), key: None, is_repeatable: false }
    }

    /// The same, and nothing is changed.
    pub(crate) fn dry_run(self) -> Self {
        Self { path: format!("{}?dry_run=true", self.path), is_repeatable: true, ..self }
    }
}

/// What is sent has no value that JSON has not.
fn text(body: &impl Serialize) -> String {
    serde_json::to_string(body).unwrap_or_default()
}

use std::sync::Arc;

use http_body_util::Full;
use hyper::body::Bytes;
use hyper::header::{self, HeaderValue};
use hyper::{Method, Request};

/// One request.
#[derive(Clone, Debug)]
pub struct Call {
    method: Method,
    path: String,
    token: Option<Arc<str>>,
    body: Option<String>,
}

/// What the nth request of an operation is.
pub type Script = Arc<dyn Fn(u64) -> Call + Send + Sync>;

impl Call {
    /// Asks for something.
    pub fn get(path: impl Into<String>) -> Self {
        Self { method: Method::GET, path: path.into(), token: None, body: None }
    }

    /// Sends JSON.
    pub fn post(path: impl Into<String>, body: &serde_json::Value) -> Self {
        Self { method: Method::POST, path: path.into(), token: None, body: Some(body.to_string()) }
    }

    /// As whoever has this access token.
    #[must_use]
    pub fn with(mut self, token: &Arc<str>) -> Self {
        self.token = Some(Arc::clone(token));
        self
    }

    /// Whether it changes something where it succeeds.
    pub(super) fn changes(&self) -> bool {
        self.method != Method::GET
    }

    pub(super) fn into_request(self, host: &HeaderValue) -> anyhow::Result<Request<Full<Bytes>>> {
        let mut request = Request::builder().method(self.method).uri(self.path).header(header::HOST, host);
        if let Some(token) = self.token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        if self.body.is_some() {
            request = request.header(header::CONTENT_TYPE, "application/json");
        }
        Ok(request.body(Full::new(self.body.map(Bytes::from).unwrap_or_default()))?)
    }
}

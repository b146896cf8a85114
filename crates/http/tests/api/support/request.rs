use std::sync::LazyLock;

use actix_web::dev::Service as _;
use actix_web::http::Method;
use actix_web::web::ServiceConfig;
use actix_web::{HttpResponse, body, test as actix};
use deskhand_http_core::routing::RouteIndex;
use serde_json::Value;

use super::{Answer, Service, SignedIn};

static INDEX: LazyLock<RouteIndex> = LazyLock::new(|| RouteIndex::new(deskhand_http::rules()));

/// A request in the making.
pub(crate) struct Call<'a> {
    service: &'a Service,
    request: actix::TestRequest,
}

impl Service {
    /// A request to a path, which is under `/api/v1` unless it says otherwise.
    pub(crate) fn call(&self, method: &str, path: &str) -> Call<'_> {
        let outside = ["/healthz", "/readyz", "/metrics", "/docs", "/?", "/api/", "/f/", "/.well-known/", "/elsewhere"]
            .iter()
            .any(|known| path == "/" || path.starts_with(known));
        // As in the black box, a second slash begins a path outside the interface.
        let (path, outside) =
            path.strip_prefix('/').filter(|rest| rest.starts_with('/')).map_or((path, outside), |root| (root, true));
        let path = if outside { path.to_owned() } else { format!("/api/v1{path}") };
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        Call { service: self, request: actix::TestRequest::with_uri(&path).method(method) }
    }

    pub(crate) fn get(&self, path: &str) -> Call<'_> {
        self.call("GET", path)
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> Call<'_> {
        self.call("POST", path).json(body)
    }

    pub(crate) fn patch(&self, path: &str, body: &Value) -> Call<'_> {
        self.call("PATCH", path).json(body)
    }

    pub(crate) fn delete(&self, path: &str) -> Call<'_> {
        self.call("DELETE", path)
    }
}

impl Call<'_> {
    pub(crate) fn by(self, caller: &SignedIn) -> Self {
        self.header("authorization", &format!("Bearer {}", caller.token))
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.request = self.request.append_header((name, value));
        self
    }

    pub(crate) fn json(self, body: &Value) -> Self {
        self.header("content-type", "application/json").body(body.to_string())
    }

    pub(crate) fn body(self, body: impl AsRef<[u8]>) -> Self {
        let Self { service, request } = self;
        Self { service, request: request.set_payload(body.as_ref().to_vec()) }
    }

    pub(crate) async fn send(self) -> Answer {
        let response = self.begin().await;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let body = body::to_bytes(response.into_body()).await.unwrap().to_vec();
        Answer { status, headers, body }
    }

    /// The answer, of which nothing is read yet.
    pub(crate) async fn begin(self) -> HttpResponse {
        let state = self.service.state.clone();
        let routes_state = state.clone();
        let routes = move |config: &mut ServiceConfig| deskhand_http::configure(config, &routes_state);
        let app = actix::init_service(deskhand_http_core::app(state, &INDEX, routes)).await;
        match app.call(self.request.to_request()).await {
            Ok(response) => response.into_parts().1.map_into_boxed_body(),
            // What the server itself does with an answer to a request that is gone.
            Err(error) => error.error_response(),
        }
    }
}

//! Rate limits. Each instance counts for itself, so these tests use one.

mod accounts;
mod addresses;
mod limits;

use reqwest::Method;
use serde_json::{Value, json};

use crate::support::{Answer, TestApp, TestAppBuilder};

/// An application whose limits are soon reached, behind a proxy on this machine.
fn limited() -> TestAppBuilder {
    TestApp::with("limits.enabled", true)
        .setting("limits.sign_in", "10/1m")
        .setting("limits.sign_in_address", "100/1m")
        .setting("http.trusted_proxies", json!(["127.0.0.1"]))
}

/// One instance, spoken to through a proxy.
struct Instance<'a> {
    app: &'a TestApp,
    base: String,
}

impl<'a> Instance<'a> {
    fn of(app: &'a TestApp) -> Self {
        Self { app, base: app.base() }
    }

    async fn post_from(&self, address: &str, path: &str, body: &Value) -> Answer {
        let request = self.app.client.post(format!("{}/api/v1{path}", self.base)).json(body);
        self.app.send(request.header("x-forwarded-for", address)).await
    }

    async fn call(&self, token: &str, method: Method, path: &str, body: &Value) -> Answer {
        let request = self.app.client.request(method, format!("{}/api/v1{path}", self.base));
        self.app.send(request.bearer_auth(token).json(body)).await
    }

    async fn sign_in_from(&self, address: &str, login: &str) -> Answer {
        self.post_from(address, "/auth/signin", &json!({"login": login, "password": "wrong"})).await
    }
}

/// Fails unless it was too often; then gives the seconds to wait.
#[track_caller]
fn too_often(answer: &Answer) -> i64 {
    answer.expect_problem(429, "rate-limited");
    let seconds = answer.header("retry-after").parse().unwrap();
    assert!(seconds >= 1);
    seconds
}

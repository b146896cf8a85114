use reqwest::Method;
use reqwest::header::COOKIE;

use super::session::cookie_of;
use crate::support::{Answer, TestApp};

/// A person who opens pages as a browser does, without a browser: by plain HTTP with the cookie of a session.
pub(super) struct Visit<'a> {
    app: &'a TestApp,
    cookie: String,
}

impl<'a> Visit<'a> {
    /// Signs in.
    pub(super) async fn of(app: &'a TestApp, login: &str) -> Self {
        Self { app, cookie: cookie_of(app, login).await }
    }

    pub(super) async fn open(&self, path: &str) -> Answer {
        let request = self.app.client.request(Method::GET, format!("{}{path}", self.app.base()));
        self.app.send(request.header(COOKIE, &self.cookie)).await
    }

    /// Sends a form, and follows where it leads.
    pub(super) async fn send(&self, path: &str, form: &[(&str, &str)]) -> Answer {
        let base = self.app.base();
        let request = self.app.client.request(Method::POST, format!("{base}{path}")).header("origin", base);
        self.app.send(request.header(COOKIE, &self.cookie).form(form)).await
    }
}

/// What follows `before` on a page, up to `after`.
pub(super) fn between<'a>(answer: &'a Answer, before: &str, after: &str) -> &'a str {
    let found = answer.body.split_once(before).and_then(|(_, rest)| rest.split_once(after));
    found.unwrap_or_else(|| panic!("no {before:?} in {}", answer.body)).0
}

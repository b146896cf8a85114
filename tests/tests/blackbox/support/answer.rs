use reqwest::header::HeaderMap;
use serde_json::Value;

/// An HTTP answer, read to its end.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) async fn read(response: reqwest::Response) -> Self {
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        // A stream of events has no end; it has a reader of its own.
        let is_stream = headers.get("content-type").is_some_and(|media| media == "text/event-stream");
        let body = if is_stream { String::new() } else { response.text().await.unwrap() };
        Self { status, headers, body }
    }

    /// The body as JSON.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error} in {self:?}"))
    }

    /// A header as text, empty where it is missing.
    pub(crate) fn header(&self, name: &str) -> String {
        self.headers.get(name).map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
    }

    /// The body without the id of its request, to be compared with another.
    pub(crate) fn body_without_id(&self) -> String {
        self.body.replace(&self.header("x-request-id"), "ID")
    }

    /// Everything but what differs from request to request, to be compared with another.
    pub(crate) fn without_id(&self) -> (u16, Vec<(String, String)>, String) {
        let differs = ["date", "x-request-id"];
        let headers = self.headers.iter().filter(|(name, _)| !differs.contains(&name.as_str()));
        let mut headers: Vec<_> =
            headers.map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned())).collect();
        headers.sort();
        (self.status, headers, self.body_without_id())
    }

    /// Fails unless the status is this one; then gives the body as JSON (null where it is empty).
    #[track_caller]
    pub(crate) fn expect(&self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.body);
        if self.body.is_empty() { Value::Null } else { self.json() }
    }

    /// Fails unless this is a problem of that status and code (`/problems/<code>`); then gives it.
    #[track_caller]
    pub(crate) fn expect_problem(&self, status: u16, code: &str) -> Value {
        let problem = self.expect(status);
        assert_eq!(self.header("content-type"), "application/problem+json", "{problem}");
        assert_eq!(problem["type"], format!("/problems/{code}"), "{problem}");
        assert_eq!(problem["status"], status);
        assert_eq!(problem["request_id"], self.header("x-request-id"));
        problem
    }
}

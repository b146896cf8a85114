use std::time::Duration;

const TIMEOUT: Duration = Duration::from_secs(10);

/// One kind of request, with an access token.
pub(crate) struct Request {
    method: reqwest::Method,
    path: String,
    /// Whether the path is a regular expression, from which each request gets a path of its own.
    is_pattern: bool,
    token: String,
    body: Option<String>,
}

impl Request {
    pub(crate) fn get(path: String, token: &str) -> Self {
        Self { method: reqwest::Method::GET, path, is_pattern: false, token: token.to_owned(), body: None }
    }

    /// GET of paths that match a regular expression.
    pub(crate) fn any_of(pattern: String, token: &str) -> Self {
        Self { is_pattern: true, ..Self::get(pattern, token) }
    }

    pub(crate) fn post(path: &str, token: &str, body: String) -> Self {
        let method = reqwest::Method::POST;
        Self { method, path: path.to_owned(), is_pattern: false, token: token.to_owned(), body: Some(body) }
    }

    /// The arguments by which oha sends it.
    pub(crate) fn arguments(&self, url: &str) -> Vec<String> {
        let mut arguments = vec!["-m".to_owned(), self.method.to_string()];
        arguments.extend(["-H".to_owned(), format!("authorization: Bearer {}", self.token)]);
        if let Some(body) = &self.body {
            arguments.extend(["-T", "application/json", "-d", body].map(str::to_owned));
        }
        if self.is_pattern {
            arguments.push("--rand-regex-url".to_owned());
        }
        arguments.push(format!("{url}{}", self.path));
        arguments
    }

    /// Sends it over a new connection, without oha. Not for patterns.
    pub(crate) async fn send(&self, url: &str) -> reqwest::Result<reqwest::Response> {
        let client = reqwest::Client::builder().timeout(TIMEOUT).build()?;
        let mut request = client.request(self.method.clone(), format!("{url}{}", self.path));
        if !self.token.is_empty() {
            request = request.bearer_auth(&self.token);
        }
        if let Some(body) = &self.body {
            request = request.header("content-type", "application/json").body(body.clone());
        }
        request.send().await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn oha_gets_method_token_body_and_address() {
        let post = Request::post("/t", "k", "{}".to_owned()).arguments("http://h:1").join(" ");
        assert_eq!(post, "-m POST -H authorization: Bearer k -T application/json -d {} http://h:1/t");
        let any = Request::any_of("/t/[1-9]".to_owned(), "k").arguments("http://h:1").join(" ");
        assert_eq!(any, "-m GET -H authorization: Bearer k --rand-regex-url http://h:1/t/[1-9]");
    }
}

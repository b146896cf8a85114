use std::time::Duration;

/// One kind of request, with an access token or the cookie of a browser.
pub(crate) struct Request {
    method: reqwest::Method,
    path: String,
    /// Whether the path is a regular expression, from which each request gets a path of its own.
    is_pattern: bool,
    /// Name and value of the header that says who asks; none for strangers.
    identity: Option<(&'static str, String)>,
    body: Option<String>,
}

impl Request {
    pub(crate) fn get(path: String, token: &str) -> Self {
        Self { method: reqwest::Method::GET, path, is_pattern: false, identity: bearer(token), body: None }
    }

    /// GET of a page, with the cookie of a browser.
    pub(crate) fn page(path: String, is_pattern: bool, cookie: &str) -> Self {
        let identity = Some(("cookie", cookie.to_owned()));
        Self { method: reqwest::Method::GET, path, is_pattern, identity, body: None }
    }

    /// GET of paths that match a regular expression.
    pub(crate) fn any_of(pattern: String, token: &str) -> Self {
        Self { is_pattern: true, ..Self::get(pattern, token) }
    }

    pub(crate) fn post(path: &str, token: &str, body: String) -> Self {
        let method = reqwest::Method::POST;
        Self { method, path: path.to_owned(), is_pattern: false, identity: bearer(token), body: Some(body) }
    }

    /// The arguments by which oha sends it.
    pub(crate) fn arguments(&self, url: &str) -> Vec<String> {
        let mut arguments = vec!["-m".to_owned(), self.method.to_string()];
        if let Some((header, value)) = &self.identity {
            arguments.extend(["-H".to_owned(), format!("{header}: {value}")]);
        }
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
        let client = reqwest::Client::builder().timeout(Duration::from_secs(10)).build()?;
        let mut request = client.request(self.method.clone(), format!("{url}{}", self.path));
        if let Some((header, value)) = &self.identity {
            request = request.header(*header, value);
        }
        if let Some(body) = &self.body {
            request = request.header("content-type", "application/json").body(body.clone());
        }
        request.send().await
    }
}

fn bearer(token: &str) -> Option<(&'static str, String)> {
    (!token.is_empty()).then(|| ("authorization", format!("Bearer {token}")))
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
        let page = Request::page("/inbox".to_owned(), false, "desk=c").arguments("http://h:1").join(" ");
        assert_eq!(page, "-m GET -H cookie: desk=c http://h:1/inbox");
    }
}

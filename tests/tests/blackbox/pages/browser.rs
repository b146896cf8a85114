use std::time::Duration;

use reqwest::header::{CONTENT_TYPE, COOKIE, LOCATION, ORIGIN};
use reqwest::redirect::Policy;
use reqwest::{Client, RequestBuilder, Url};
use tokio::time::{Instant, sleep};

use crate::support::{Answer, PASSWORD, TestApp};

/// A browser without scripts: it keeps the cookie of the session, and follows no redirect by itself, so that a test sees where one leads.
pub(crate) struct Browser<'a> {
    app: &'a TestApp,
    client: Client,
    cookie: Option<String>,
}

impl<'a> Browser<'a> {
    /// A browser in which nobody is signed in.
    pub(crate) fn stranger(app: &'a TestApp) -> Self {
        let client = Client::builder().no_proxy().redirect(Policy::none()).build().unwrap();
        Self { app, client, cookie: None }
    }

    /// A browser in which this person signed in.
    pub(crate) async fn of(app: &'a TestApp, login: &str) -> Self {
        let mut browser = Self::stranger(app);
        let answer = browser.post("/sign-in", &[("login", login), ("password", PASSWORD)]).await;
        leads_to(&answer, "/");
        let cookie = answer.header("set-cookie");
        browser.cookie = Some(cookie.split(';').next().unwrap().to_owned());
        browser
    }

    /// The cookie of the session, as requests carry it.
    pub(crate) fn cookie(&self) -> &str {
        self.cookie.as_deref().unwrap_or_default()
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        let url = format!("{}{path}", self.app.base());
        self.send(self.client.get(url)).await
    }

    /// Asks again until the page has these words so many times. On PostgreSQL a log shows an entry when all earlier transactions have ended, also
    /// those of other tests.
    pub(crate) async fn get_until(&self, path: &str, words: &str, times: usize) -> Answer {
        let deadline = Instant::now() + Duration::from_secs(60);
        loop {
            let answer = self.get(path).await;
            if answer.body.matches(words).count() >= times {
                return answer;
            }
            assert!(Instant::now() < deadline, "{words:?} is not {times} times in {}", answer.body);
            sleep(Duration::from_millis(20)).await;
        }
    }

    /// Sends a form of one of our pages.
    pub(crate) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let base = self.app.base();
        // The query of an address is written as the body of a form is.
        let form = Url::parse_with_params(&base, fields).unwrap().query().unwrap_or_default().to_owned();
        let request = self.client.post(format!("{base}{path}")).header(ORIGIN, base);
        self.send(request.header(CONTENT_TYPE, "application/x-www-form-urlencoded").body(form)).await
    }

    /// Sends a form with a file, as `enctype="multipart/form-data"` says.
    pub(crate) async fn post_with_file(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        name: &str,
        content: &str,
    ) -> Answer {
        let base = self.app.base();
        let part =
            |head: &str, value: &str| format!("--part\r\nContent-Disposition: form-data; {head}\r\n\r\n{value}\r\n");
        let mut form: String = fields.iter().map(|(field, value)| part(&format!("name=\"{field}\""), value)).collect();
        form.push_str(&part(&format!("name=\"files\"; filename=\"{name}\""), content));
        form.push_str("--part--\r\n");
        let request = self.client.post(format!("{base}{path}")).header(ORIGIN, base);
        self.send(request.header(CONTENT_TYPE, "multipart/form-data; boundary=part").body(form)).await
    }

    async fn send(&self, request: RequestBuilder) -> Answer {
        let request = self.cookie.iter().fold(request, |request, cookie| request.header(COOKIE, cookie));
        Answer::read(request.send().await.unwrap()).await
    }
}

/// Fails unless this is a page with that status and all of these words.
#[track_caller]
pub(crate) fn shows(answer: &Answer, status: u16, words: &[&str]) {
    assert_eq!(answer.status, status, "{}", answer.body);
    assert_eq!(answer.header("content-type"), "text/html; charset=utf-8");
    for one in words {
        assert!(answer.body.contains(one), "{one:?} is not in {}", answer.body);
    }
}

/// Fails if one of these is on the page.
#[track_caller]
pub(crate) fn hides(answer: &Answer, words: &[&str]) {
    for one in words {
        assert!(!answer.body.contains(one), "{one:?} is in {}", answer.body);
    }
}

/// Fails unless the browser is sent on to this path.
#[track_caller]
pub(crate) fn leads_to(answer: &Answer, path: &str) {
    assert_eq!((answer.status, answer.header(LOCATION.as_str()).as_str()), (303, path), "{}", answer.body);
}

/// The value of the first hidden field of this name.
#[track_caller]
pub(crate) fn hidden(answer: &Answer, name: &str) -> String {
    let start = format!("name=\"{name}\" value=\"");
    let (_, rest) = answer.body.split_once(&start).unwrap_or_else(|| panic!("no field {name} in {}", answer.body));
    rest.split('"').next().unwrap().to_owned()
}

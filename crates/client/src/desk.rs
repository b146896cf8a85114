//! Requests to the desk, repeated where that is safe.

use std::time::Duration;

use anyhow::{Context as _, anyhow};
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue, USER_AGENT};
use hyper::{Request, Response};
use secrecy::ExposeSecret as _;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tokio::time::{sleep, timeout};

use crate::answer::{Answer, innermost};
use crate::connection::{HttpClient, client};
use crate::problem::Refusal;
use crate::request::ApiRequest;
use crate::settings::ClientSettings;

const AGENT: &str = concat!("deskhand/", env!("CARGO_PKG_VERSION"));

/// How often a request is sent at most.
const TRIES: u32 = 4;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// The longest time that a desk may ask to wait, so that a command ends.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// A running desk.
pub(crate) struct Desk {
    client: HttpClient,
    base: String,
    authorization: HeaderValue,
}

impl Desk {
    pub(crate) fn new(settings: &ClientSettings) -> anyhow::Result<Self> {
        let bearer = format!("Bearer {}", settings.api_key.expose_secret());
        let mut authorization = HeaderValue::from_str(&bearer)
            .map_err(|_| anyhow!("the API key has characters that no key has: it begins with dh_"))?;
        authorization.set_sensitive(true);
        let base = settings.url.as_str().trim_end_matches('/').to_owned();
        Ok(Self { client: client(settings.ca_file.as_deref())?, base, authorization })
    }

    /// Its address.
    pub(crate) fn base(&self) -> &str {
        &self.base
    }

    pub(crate) async fn get<T: DeserializeOwned>(&self, path: impl Into<String>) -> anyhow::Result<T> {
        read(self.send(&ApiRequest::get(path)).await?)
    }

    /// Sends a request until it is answered, and gives the JSON of the answer.
    pub(crate) async fn send(&self, request: &ApiRequest) -> anyhow::Result<Value> {
        let mut pause = Duration::from_secs(1);
        for _ in 1..TRIES {
            let (why, time) = match self.answer(request).await {
                Ok(answer) => match answer.asked_to_wait() {
                    Some(time) if time <= LONGEST_WAIT => ("the desk asks to wait".to_owned(), time),
                    _ => return answer.json(),
                },
                Err(error) if request.is_repeatable() => (error.to_string(), pause),
                Err(error) => {
                    return Err(error.context("it is not known whether this was done: look before you repeat it"));
                }
            };
            wait(&why, time).await;
            pause *= 2;
        }
        self.answer(request).await?.json()
    }

    async fn answer(&self, request: &ApiRequest) -> anyhow::Result<Answer> {
        let asking = async {
            let response = self.response(request, "application/json").await?;
            let (status, headers) = (response.status(), response.headers().clone());
            let broken = |error| anyhow!("the answer of {} broke off: {}", self.base, innermost(&error));
            let body = response.into_body().collect().await.map_err(broken)?.to_bytes();
            Ok(Answer { status, headers, body })
        };
        timeout(PATIENCE, asking)
            .await
            .map_err(|_| anyhow!("{} did not answer within {} s", self.base, PATIENCE.as_secs()))?
    }

    /// Opens an answer that goes on.
    pub(crate) async fn stream(&self, path: String) -> anyhow::Result<Incoming> {
        let response = self.response(&ApiRequest::get(path), "text/event-stream").await?;
        let status = response.status();
        if status.is_success() {
            return Ok(response.into_body());
        }
        let body = response.into_body().collect().await.map(http_body_util::Collected::to_bytes);
        Err(Refusal::read(status, &body.unwrap_or_default()).into())
    }

    async fn response(&self, request: &ApiRequest, accept: &'static str) -> anyhow::Result<Response<Incoming>> {
        let url = format!("{}/api/v1{}", self.base, request.path);
        let mut builder = Request::builder()
            .method(request.method.clone())
            .uri(url)
            .header(USER_AGENT, AGENT)
            .header(ACCEPT, accept)
            .header(AUTHORIZATION, self.authorization.clone());
        if let Some(key) = &request.key {
            builder = builder.header("Idempotency-Key", key);
        }
        let body = match &request.body {
            Some(body) => {
                builder = builder.header(CONTENT_TYPE, "application/json");
                Full::from(body.clone())
            }
            None => Full::default(),
        };
        let request = builder.body(body).context("the request can't be made")?;
        let unreached = |error| anyhow!("{} is not reached: {}", self.base, innermost(&error));
        self.client.request(request).await.map_err(unreached)
    }
}

/// What an answer says.
pub(crate) fn read<T: DeserializeOwned>(answer: Value) -> anyhow::Result<T> {
    serde_json::from_value(answer).context("the answer is not that of a desk")
}

/// Waits, and says why: the person at the console sees that something is done.
pub(crate) async fn wait(why: &str, time: Duration) {
    eprintln!("{why}; trying again in {} s", time.as_secs());
    sleep(time).await;
}

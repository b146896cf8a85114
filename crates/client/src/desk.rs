//! Requests to the desk, repeated where that is safe.

use std::time::Duration;

use anyhow::{Context as _, anyhow};
use http_body_util::Full;
use hyper::body::Incoming;
use hyper::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue, USER_AGENT};
use hyper::{Request, Response};
use secrecy::ExposeSecret as _;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tokio::time::{sleep, timeout};

use crate::answer::Answer;
use crate::connection::{HttpClient, client};
use crate::no_answer::NoAnswer;
use crate::output::note;
use crate::request::ApiRequest;
use crate::settings::ClientSettings;

const AGENT: &str = concat!("deskhand/", env!("CARGO_PKG_VERSION"));

const EVENT_STREAM: &str = "text/event-stream";

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
        let mut tries = TRIES;
        loop {
            tries -= 1;
            let (why, time) = match self.answer(request).await {
                Ok(answer) => match answer.asked_to_wait() {
                    Some(time) if tries > 0 && time <= LONGEST_WAIT => ("the desk asks to wait".to_owned(), time),
                    _ => return answer.json(),
                },
                Err(error) if tries > 0 && error.may_be_repeated(request) => (error.to_string(), pause),
                Err(error) => return Err(error.explained(request)),
            };
            wait(&why, time).await;
            pause *= 2;
        }
    }

    async fn answer(&self, request: &ApiRequest) -> Result<Answer, NoAnswer> {
        let answering = async { Answer::read(self.response(request, "application/json").await?).await };
        timeout(PATIENCE, answering).await.map_err(|_| self.silent())?
    }

    /// Opens an answer that goes on.
    pub(crate) async fn stream(&self, path: String) -> anyhow::Result<Incoming> {
        let request = ApiRequest::get(path);
        let response = timeout(PATIENCE, self.response(&request, EVENT_STREAM)).await.map_err(|_| self.silent())??;
        if response.status().is_success() {
            let is_stream = begins_with(response.headers(), EVENT_STREAM);
            let other =
                || NoAnswer::Final(format!("{} does not answer with events: is it the address of a desk?", self.base));
            return is_stream.then(|| response.into_body()).ok_or_else(|| other().into());
        }
        let answer = timeout(PATIENCE, Answer::read(response)).await.map_err(|_| self.silent())??;
        Err(answer.refusal().into())
    }

    async fn response(&self, request: &ApiRequest, accept: &'static str) -> Result<Response<Incoming>, NoAnswer> {
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
        if request.body.is_some() {
            builder = builder.header(CONTENT_TYPE, "application/json");
        }
        let body = request.body.clone().map_or_else(Full::default, Full::from);
        let request =
            builder.body(body).map_err(|error| NoAnswer::Final(format!("the request can't be made: {error}")))?;
        self.client.request(request).await.map_err(|error| NoAnswer::of(&self.base, &error))
    }

    fn silent(&self) -> NoAnswer {
        NoAnswer::Unknown(format!("{} did not answer within {} s", self.base, PATIENCE.as_secs()))
    }
}

fn begins_with(headers: &HeaderMap, media_type: &str) -> bool {
    headers.get(CONTENT_TYPE).is_some_and(|value| value.as_bytes().starts_with(media_type.as_bytes()))
}

/// What an answer says.
pub(crate) fn read<T: DeserializeOwned>(answer: Value) -> anyhow::Result<T> {
    serde_json::from_value(answer).context("the answer is not that of a desk")
}

/// Waits, and says why: the person at the console sees that something is done.
pub(crate) async fn wait(why: &str, time: Duration) {
    note(&format!("{why}; trying again in {} s", time.as_secs()));
    sleep(time).await;
}

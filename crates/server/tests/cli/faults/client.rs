//! An HTTP client that spreads its requests over the instances and retries failed ones.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use reqwest::Method;
use serde_json::{Value, json};

use super::eventually::Lateness;

pub(super) const PASSWORD: &str = "correct horse battery";

/// The deadline of one request.
const DEADLINE: Duration = Duration::from_secs(90);
/// How long a client retries before the test fails.
const STUBBORN: Duration = Duration::from_secs(300);
/// The pause between two tries.
const BREATH: Duration = Duration::from_millis(50);

/// The outcome of one request.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) retry_after: bool,
    pub(super) body: Value,
}

impl Answer {
    #[track_caller]
    pub(super) fn expect(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.body);
        self.body
    }

    /// Whether a retry may succeed.
    fn is_for_now(&self) -> bool {
        matches!(self.status, 429 | 503 | 507) || self.body["type"] == "/problems/idempotency-in-flight"
    }
}

/// The outcomes of all requests.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pub(super) statuses: BTreeMap<u16, usize>,
    pub(super) slowest: Duration,
    /// How much of that the delay of this machine explains.
    pub(super) late: Duration,
    /// Requests that were not answered within the client's deadline.
    pub(super) hanging: usize,
    /// Requests whose connection was refused or broke.
    pub(super) broken: usize,
    /// Unexpected answers, each with its request.
    pub(super) wrong: Vec<String>,
}

/// A client of all instances. Clones share the round robin.
#[derive(Clone)]
pub(super) struct ServiceClient(Arc<Inside>);

struct Inside {
    client: reqwest::Client,
    addresses: Mutex<Vec<String>>,
    turn: AtomicUsize,
    seen: Mutex<Seen>,
    lateness: Lateness,
}

/// The caller, and the idempotency key.
#[derive(Clone, Copy, Default)]
pub(super) struct Asked<'a> {
    pub(super) token: Option<&'a str>,
    pub(super) key: Option<&'a str>,
}

pub(super) const fn by(token: &str) -> Asked<'_> {
    Asked { token: Some(token), key: None }
}

impl ServiceClient {
    pub(super) fn to(addresses: Vec<String>) -> Self {
        Self::with_deadline(addresses, DEADLINE)
    }

    pub(super) fn with_deadline(addresses: Vec<String>, deadline: Duration) -> Self {
        // The server closes a connection that was idle for five seconds, possibly just as the next request is sent.
        let client = reqwest::Client::builder().timeout(deadline).pool_idle_timeout(Duration::from_secs(2));
        let client = client.build().unwrap();
        let addresses = Mutex::new(addresses);
        let turn = AtomicUsize::new(0);
        Self(Arc::new(Inside { client, addresses, turn, seen: Mutex::default(), lateness: Lateness::measured() }))
    }

    /// Sets the new address of an instance.
    pub(super) fn moved(&self, instance: usize, address: String) {
        self.0.addresses.lock().unwrap()[instance] = address;
    }

    /// The outcomes since the last call.
    pub(super) fn seen(&self) -> Seen {
        let seen = std::mem::take(&mut *self.0.seen.lock().unwrap());
        Seen { late: self.0.lateness.of_an_answer(), ..seen }
    }

    /// Sends one request to the next instance.
    pub(super) async fn ask(
        &self,
        method: Method,
        path: &str,
        asked: Asked<'_>,
        body: &Value,
    ) -> reqwest::Result<Answer> {
        let begun = Instant::now();
        let what = format!("{method} {path}");
        let answer = self.send(method, path, asked, body).await;
        self.note(&what, begun.elapsed(), &answer);
        answer
    }

    /// Retries until the answer is final.
    pub(super) async fn insist(&self, method: Method, path: &str, asked: Asked<'_>, body: &Value) -> Answer {
        let begun = Instant::now();
        loop {
            match self.ask(method.clone(), path, asked, body).await {
                Ok(answer) if !answer.is_for_now() => return answer,
                other => assert!(begun.elapsed() < STUBBORN, "{method} {path}: {other:?}"),
            }
            tokio::time::sleep(BREATH).await;
        }
    }

    pub(super) async fn sign_in(&self, login: &str) -> Value {
        let body = json!({"login": login, "password": PASSWORD});
        self.insist(Method::POST, "/auth/signin", Asked::default(), &body).await.expect(200)
    }

    async fn send(&self, method: Method, path: &str, asked: Asked<'_>, body: &Value) -> reqwest::Result<Answer> {
        let mut request = self.0.client.request(method, self.url(path));
        if let Some(token) = asked.token {
            request = request.bearer_auth(token);
        }
        if let Some(key) = asked.key {
            request = request.header("Idempotency-Key", key);
        }
        if !body.is_null() {
            request = request.json(body);
        }
        let response = request.send().await?;
        let status = response.status().as_u16();
        let retry_after = response.headers().contains_key("retry-after");
        let body = serde_json::from_slice(&response.bytes().await?).unwrap_or_default();
        Ok(Answer { status, retry_after, body })
    }

    fn url(&self, path: &str) -> String {
        let addresses = self.0.addresses.lock().unwrap();
        let address = &addresses[self.0.turn.fetch_add(1, Ordering::Relaxed) % addresses.len()];
        match path {
            "/healthz" | "/readyz" => format!("http://{address}{path}"),
            path => format!("http://{address}/api/v1{path}"),
        }
    }

    fn note(&self, what: &str, took: Duration, answer: &reqwest::Result<Answer>) {
        let mut seen = self.0.seen.lock().unwrap();
        seen.slowest = seen.slowest.max(took);
        match answer {
            Ok(answer) => {
                *seen.statuses.entry(answer.status).or_default() += 1;
                if answer.status >= 500 && !(matches!(answer.status, 503 | 507) && answer.retry_after) {
                    seen.wrong.push(format!("{what}: {} {}", answer.status, answer.body));
                }
            }
            Err(error) if error.is_timeout() => seen.hanging += 1,
            Err(_) => seen.broken += 1,
        }
    }
}

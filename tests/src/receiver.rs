//! A program that takes webhooks, for tests: it keeps what it was sent, and answers as a test says.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};

use http_body_util::{BodyExt as _, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::{HeaderName, HeaderValue};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

/// What it was sent.
#[derive(Clone, Debug)]
pub struct Received {
    /// Path and query.
    pub target: String,
    /// The headers, by their names in small letters.
    pub headers: BTreeMap<String, String>,
    /// The body, byte for byte.
    pub body: String,
}

impl Received {
    /// A header; empty where it is missing.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(String::as_str).unwrap_or_default()
    }
}

/// What it answers.
#[derive(Clone, Debug)]
pub struct Reply {
    status: u16,
    headers: Vec<(&'static str, String)>,
    body: String,
}

impl Reply {
    /// An answer without headers of its own.
    #[must_use]
    pub fn of(status: u16) -> Self {
        Self { status, headers: Vec::new(), body: String::new() }
    }

    /// With a header.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    /// With a body.
    #[must_use]
    pub fn body(mut self, text: &str) -> Self {
        text.clone_into(&mut self.body);
        self
    }
}

type Answers = Arc<dyn Fn(&Received) -> Reply + Send + Sync>;

/// Listens on a free port until it is dropped.
pub struct Receiver {
    url: String,
    received: Arc<Mutex<Vec<Received>>>,
    answers: Arc<Mutex<Answers>>,
    listening: JoinHandle<()>,
}

impl Receiver {
    /// One that takes everything.
    ///
    /// # Panics
    /// Where no port is free.
    pub async fn start() -> Self {
        let listener =
            TcpListener::bind("127.0.0.1:0").await.unwrap_or_else(|error| panic!("no port is free: {error}"));
        let port = listener.local_addr().map(|address| address.port()).unwrap_or_default();
        let received = Arc::new(Mutex::new(Vec::new()));
        let answers: Arc<Mutex<Answers>> = Arc::new(Mutex::new(Arc::new(|_| Reply::of(200))));
        let listening = tokio::spawn(listen(listener, Arc::clone(&received), Arc::clone(&answers)));
        Self { url: format!("http://127.0.0.1:{port}/hooks"), received, answers, listening }
    }

    /// Where it takes them.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Answers like this from now on.
    pub fn answer(&self, answers: impl Fn(&Received) -> Reply + Send + Sync + 'static) {
        *self.answers.lock().unwrap_or_else(PoisonError::into_inner) = Arc::new(answers);
    }

    /// What it was sent since the last call.
    pub fn take(&self) -> Vec<Received> {
        std::mem::take(&mut *self.received.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// What it was sent since it was last taken, and leaves it there.
    #[must_use]
    pub fn look(&self) -> Vec<Received> {
        self.received.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl Drop for Receiver {
    fn drop(&mut self) {
        self.listening.abort();
    }
}

async fn listen(listener: TcpListener, received: Arc<Mutex<Vec<Received>>>, answers: Arc<Mutex<Answers>>) {
    while let Ok((connection, _)) = listener.accept().await {
        let (received, answers) = (Arc::clone(&received), Arc::clone(&answers));
        let service = service_fn(move |request: Request<Incoming>| {
            let (received, answers) = (Arc::clone(&received), Arc::clone(&answers));
            async move {
                let request = read(request).await;
                let answer = Arc::clone(&*answers.lock().unwrap_or_else(PoisonError::into_inner));
                let reply = answer(&request);
                received.lock().unwrap_or_else(PoisonError::into_inner).push(request);
                Ok::<_, Infallible>(write(reply))
            }
        });
        tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(connection), service));
    }
}

async fn read(request: Request<Incoming>) -> Received {
    let (head, body) = request.into_parts();
    let headers = head
        .headers
        .iter()
        .map(|(name, value)| (name.as_str().to_owned(), String::from_utf8_lossy(value.as_bytes()).into_owned()));
    let bytes = body.collect().await.map(http_body_util::Collected::to_bytes).unwrap_or_default();
    Received {
        target: head.uri.to_string(),
        headers: headers.collect(),
        body: String::from_utf8_lossy(&bytes).into_owned(),
    }
}

fn write(reply: Reply) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::from(reply.body));
    *response.status_mut() = StatusCode::from_u16(reply.status).unwrap_or_default();
    for (name, value) in reply.headers {
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().insert(HeaderName::from_static(name), value);
        }
    }
    response
}

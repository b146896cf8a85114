use std::error::Error;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use deskhand_domain::ports::{WebhookAnswer, WebhookRequest, WebhookSender};
use http_body_util::{BodyExt as _, Full};
use hyper::body::{Bytes, Incoming};
use hyper::header::{CONTENT_TYPE, RETRY_AFTER, USER_AGENT};
use hyper::{Request, Response};
use hyper_rustls::{HttpsConnector, HttpsConnectorBuilder};
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use tokio::time::timeout;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::{ClientConfig, Error as TlsError, RootCertStore};

use crate::resolver::Resolver;

/// How long a connection may take to be made.
const CONNECT: Duration = Duration::from_secs(5);

/// How long a connection is kept for the next delivery.
const IDLE: Duration = Duration::from_secs(20);

/// The most bytes of an answer that are read: it is shown to admins, not used.
const MOST_BYTES: usize = 2_000;

const AGENT: &str = concat!("deskhand/", env!("CARGO_PKG_VERSION"));

/// Sends deliveries by HTTP/1.1, directly and without following redirects.
pub struct HttpSender {
    client: Client<HttpsConnector<HttpConnector<Resolver>>, Full<Bytes>>,
    resolver: Resolver,
    timeout: Duration,
}

impl HttpSender {
    /// Each try may take `timeout`. Addresses that are not on the public Internet are refused unless `allow_private`.
    ///
    /// # Errors
    /// Where TLS can't be set up.
    pub fn new(timeout: Duration, allow_private: bool) -> Result<Self, TlsError> {
        let roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        let tls = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_root_certificates(roots)
            .with_no_client_auth();
        let resolver = Resolver { allow_private };
        let mut tcp = HttpConnector::new_with_resolver(resolver.clone());
        tcp.set_connect_timeout(Some(CONNECT));
        tcp.set_nodelay(true);
        tcp.enforce_http(false);
        let connector =
            HttpsConnectorBuilder::new().with_tls_config(tls).https_or_http().enable_http1().wrap_connector(tcp);
        let client = Client::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(IDLE)
            .build(connector);
        Ok(Self { client, resolver, timeout })
    }

    async fn post(&self, request: WebhookRequest) -> Result<WebhookAnswer, String> {
        let post = Request::post(request.url.as_str())
            .header(USER_AGENT, AGENT)
            .header(CONTENT_TYPE, "application/json")
            .header("webhook-id", request.id.to_string())
            .header("webhook-timestamp", request.timestamp)
            .header("webhook-signature", request.signatures.join(" "))
            .body(Full::from(request.body))
            .map_err(|error| format!("the request can't be made: {error}"))?;
        let answer = self.client.request(post).await.map_err(|error| innermost(&error))?;
        let (status, retry_after) = (answer.status().as_u16(), asked_to_wait(&answer));
        let text = beginning(answer.into_body()).await;
        Ok(WebhookAnswer { status, retry_after, text })
    }
}

#[async_trait]
impl WebhookSender for HttpSender {
    async fn send(&self, request: WebhookRequest) -> Result<WebhookAnswer, String> {
        self.resolver.check_host(&request.url.host())?;
        let seconds = self.timeout.as_secs_f32();
        let late = |_| format!("the receiver did not answer within {seconds} s");
        timeout(self.timeout, self.post(request)).await.map_err(late)?
    }
}

/// The first words of an answer. A receiver that has answered and breaks off its words has answered all the same.
async fn beginning(mut body: Incoming) -> String {
    let mut bytes = Vec::new();
    while bytes.len() < MOST_BYTES
        && let Some(Ok(frame)) = body.frame().await
    {
        bytes.extend(frame.into_data().unwrap_or_default());
    }
    bytes.truncate(MOST_BYTES);
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The seconds of `Retry-After`. A date is not understood, and changes nothing.
fn asked_to_wait<B>(answer: &Response<B>) -> Option<time::Duration> {
    let seconds: u32 = answer.headers().get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(time::Duration::seconds(i64::from(seconds)))
}

/// The innermost reason, which is the one that says something: the others say that there was an error.
fn innermost(error: &(dyn Error + 'static)) -> String {
    let mut innermost = error;
    while let Some(source) = innermost.source() {
        innermost = source;
    }
    innermost.to_string()
}

#[cfg(test)]
mod tests;

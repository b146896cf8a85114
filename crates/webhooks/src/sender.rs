use std::time::Duration;

use async_trait::async_trait;
use deskhand_domain::ports::{WebhookAnswer, WebhookRequest, WebhookSender};
use deskhand_outgoing::{TlsError, innermost_reason};
use http_body_util::Full;
use hyper::Request;
use hyper::header::{CONTENT_TYPE, USER_AGENT};
use tokio::time::timeout;

use crate::answer::{asked_to_wait, beginning};
use crate::client::{HttpClient, client};
use crate::resolver::Resolver;

const AGENT: &str = concat!("deskhand/", env!("CARGO_PKG_VERSION"));

/// Sends deliveries by HTTP/1.1, directly and without following redirects.
pub struct HttpSender {
    client: HttpClient,
    resolver: Resolver,
    timeout: Duration,
}

impl HttpSender {
    /// Each try may take `timeout`. Addresses that are not on the public Internet are refused unless `allow_private`.
    ///
    /// # Errors
    /// Where TLS can't be set up.
    pub fn new(timeout: Duration, allow_private: bool) -> Result<Self, TlsError> {
        let resolver = Resolver { allow_private };
        Ok(Self { client: client(resolver.clone())?, resolver, timeout })
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
        let answer = self.client.request(post).await.map_err(|error| innermost_reason(&error))?;
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

#[cfg(test)]
mod tests;

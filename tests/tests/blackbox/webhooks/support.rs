//! A desk with a receiver.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use deskhand_tests::receiver::{Received, Receiver};
use hmac::{Hmac, KeyInit as _, Mac as _};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::support::feed::until_in_feed;
use crate::support::{Person, TestApp};

/// A desk that may send to this machine.
pub(super) async fn desk() -> (TestApp, Person, Receiver) {
    let app = TestApp::with("webhooks.allow_private", true).start().await;
    let root = app.superadmin().await;
    (app, root, Receiver::start().await)
}

impl TestApp {
    /// A webhook that is sent these kinds; all where there are none.
    pub(super) async fn webhook(&self, root: &Person, receiver: &Receiver, kinds: &[&str]) -> Value {
        let mut body = json!({"url": receiver.url()});
        if !kinds.is_empty() {
            body["kinds"] = json!(kinds);
        }
        self.post(root, "/webhooks", body).await.expect(201)
    }

    /// Sends what is due, after the feed has all that happened to this ticket.
    pub(super) async fn send_webhooks(&self, root: &Person, ticket: &Value) {
        until_in_feed(self, root, ticket).await;
        self.running().webhook_worker().drain().await.unwrap();
    }

    /// All deliveries, newest first. One that wants everything may be sent what was written just before it was made, too.
    pub(super) async fn deliveries(&self, root: &Person, webhook: &Value) -> Vec<Value> {
        self.rows(root, &format!("{}/deliveries", path(webhook))).await
    }

    /// A delivery as it is now.
    pub(super) async fn delivery(&self, root: &Person, webhook: &Value, delivery: &Value) -> Value {
        let address = format!("{}/deliveries/{}", path(webhook), delivery["id"].as_str().unwrap());
        self.get(root, &address).await.expect(200)
    }
}

pub(super) fn path(webhook: &Value) -> String {
    format!("/webhooks/{}", webhook["id"].as_str().unwrap())
}

/// The event that a receiver was sent.
pub(super) fn payload(received: &Received) -> Value {
    serde_json::from_str(&received.body).unwrap()
}

pub(super) fn types(received: &[Received]) -> Vec<String> {
    received.iter().map(|one| payload(one)["type"].as_str().unwrap().to_owned()).collect()
}

/// Whether one of the signatures is that of this secret, as Standard Webhooks 1.0 says.
pub(super) fn is_signed(received: &Received, secret: &str) -> bool {
    let key = STANDARD.decode(secret.strip_prefix("whsec_").unwrap()).unwrap();
    let message =
        format!("{}.{}.{}", received.header("webhook-id"), received.header("webhook-timestamp"), received.body);
    let mac = Hmac::<Sha256>::new_from_slice(&key).unwrap().chain_update(message);
    let expected = format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()));
    received.header("webhook-signature").split(' ').any(|signature| signature == expected)
}

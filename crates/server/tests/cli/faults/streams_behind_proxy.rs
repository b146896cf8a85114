//! Event streams through a proxy: events arrive at once, and a client that has left leaves nothing behind.

use std::time::Duration;

use deskhand_tests::smtp::{Security, SmtpServer};
use reqwest::Method;
use serde_json::json;

use super::client::{ServiceClient, by};
use super::crowd::Person;
use super::environment::workplace;
use super::eventually::until;
use super::proxy::Proxy;
use super::raw_client::Wire;
use crate::workplace::Serving;

/// What one person may have open.
const STREAMS: usize = 50;
const SOON: Duration = Duration::from_secs(10);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn events_pass_a_proxy_at_once_and_clients_that_left_occupy_nothing() {
    let smtp = SmtpServer::start(Security::Plain).await.unwrap();
    let serving = workplace(&smtp).with("DESKHAND__HTTP__TRUSTED_PROXIES", "127.0.0.1").serve();
    let proxy = Proxy::before(&serving.address());
    let client = ServiceClient::to(vec![proxy.address().to_owned()]);
    let admin = Person::signs_in(&client, "admin").await;
    let request =
        format!("GET /api/v1/events/stream HTTP/1.1\r\nHost: desk\r\nAuthorization: Bearer {}\r\n\r\n", admin.token);
    let mut streams = Vec::new();
    for _ in 0..STREAMS {
        let mut stream = Wire::to(proxy.address()).await;
        assert!(stream.send(&request).await);
        stream.read_until("event: ready", SOON).await;
        streams.push(stream);
    }
    client.insist(Method::PATCH, "/me", by(&admin.token), &json!({"name": "Ada"})).await.expect(200);
    for stream in &mut streams {
        // nginx holds nothing back, though a buffer of it has room for many events.
        stream.read_until("event: profile_changed", SOON).await;
    }
    drop(streams);
    // The next heartbeat comes after fifteen seconds.
    until("the streams have ended", SOON, async || open_streams(&serving).await == 0).await;
    assert!(serving.stop().0);
}

async fn open_streams(serving: &Serving) -> u32 {
    let mut wire = Wire::to(&serving.address()).await;
    assert!(wire.send("GET /metrics HTTP/1.1\r\nHost: desk\r\nConnection: close\r\n\r\n").await);
    let metrics = wire.read_to_end(SOON).await;
    let value = metrics.split("deskhand_open_streams{kind=\"sse\"} ").nth(1).unwrap();
    value.lines().next().unwrap().parse().unwrap()
}

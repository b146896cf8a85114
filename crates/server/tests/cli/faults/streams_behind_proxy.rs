//! Event streams through a proxy: a client that has left leaves nothing behind.

use std::time::Duration;

use deskhand_tests::smtp::{Security, SmtpServer};

use super::client::ServiceClient;
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
async fn a_client_of_a_proxy_that_left_its_stream_occupies_nothing() {
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

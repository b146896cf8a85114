//! So many connections, each of which sends its next request when the last one is answered.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use futures::future::join_all;
use tokio::time::{Instant, timeout};

use super::{Call, Connection, Reply, Sample, Script};

/// No request of a measurement may take longer.
const PATIENCE: Duration = Duration::from_secs(60);

/// How many, and for how long.
#[derive(Clone, Copy, Debug)]
pub struct Crowd {
    /// How many connections.
    pub connections: usize,
    /// What is not counted yet.
    pub warm_up: Duration,
    /// During which requests are begun and counted; the last of them are waited for.
    pub time: Duration,
}

/// Puts load on a server and says how it went.
pub async fn closed_loop(address: SocketAddr, script: &Script, counter: &Arc<AtomicU64>, crowd: Crowd) -> Sample {
    let begin = Instant::now() + crowd.warm_up;
    let end = begin + crowd.time;
    let members = (0..crowd.connections).map(|_| {
        let (script, counter) = (Arc::clone(script), Arc::clone(counter));
        tokio::spawn(one_connection(address, script, counter, begin, end))
    });
    let mut sum = Sample::default();
    for sample in join_all(members).await {
        match sample {
            Ok(sample) => sum.merge(&sample),
            Err(_) => sum.broken += 1,
        }
    }
    sum
}

async fn one_connection(
    address: SocketAddr,
    script: Script,
    counter: Arc<AtomicU64>,
    begin: Instant,
    end: Instant,
) -> Sample {
    let mut sample = Sample::default();
    let mut connection = None;
    loop {
        let sent = Instant::now();
        if sent >= end {
            return sample;
        }
        let counts = sent >= begin;
        match one_request(address, &mut connection, &script, &counter).await {
            Ok(reply) if counts => sample.answered(&reply, sent.elapsed()),
            Ok(_) => {}
            Err(_) => {
                sample.broken += u64::from(counts);
                connection = None;
                // A server that is gone must not be asked a million times.
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        }
        sample.elapsed = begin.elapsed();
    }
}

async fn one_request(
    address: SocketAddr,
    connection: &mut Option<Connection>,
    script: &Script,
    counter: &AtomicU64,
) -> anyhow::Result<Reply> {
    let call = script(counter.fetch_add(1, Ordering::Relaxed));
    timeout(PATIENCE, send(address, connection, call)).await?
}

/// Over the connection that is open, or a new one. One that the server closed before it was sent the request is no failure
/// of this request: like every client, this one asks once more. Whatever breaks later is.
pub(super) async fn send(
    address: SocketAddr,
    connection: &mut Option<Connection>,
    call: Call,
) -> anyhow::Result<Reply> {
    if let Some(open) = connection.as_mut().filter(|open| !open.is_closed()) {
        match open.send(call.clone()).await {
            Err(error) if was_not_sent(&error) => {}
            answered_or_broken => return answered_or_broken,
        }
    }
    connection.insert(Connection::open(address).await?).send(call).await
}

fn was_not_sent(error: &anyhow::Error) -> bool {
    error.downcast_ref::<hyper::Error>().is_some_and(|error| error.is_canceled() || error.is_closed())
}

//! Clients that never finish a request: they are disconnected in time, and do not slow down others.

use std::time::{Duration, Instant};

use deskhand_tests::smtp::{Security, SmtpServer};
use tokio::task::JoinSet;
use tokio::time::interval;

use super::client::ServiceClient;
use super::crowd::Person;
use super::environment::workplace;
use super::eventually::until;
use super::process::{open_files, others, p99, resident_kilobytes};
use super::raw_client::{Wire, head};
use super::rng::rounds;
use crate::workplace::Serving;

const HEAD: Duration = Duration::from_secs(1);
const BODY: Duration = Duration::from_secs(2);
/// Tolerance for a busy machine.
const SLACK: Duration = Duration::from_secs(20);

/// The number of clients that stop in the head, send it byte by byte, stop in the body, and send that byte by byte.
const CROWD: [(Slow, usize); 4] =
    [(Slow::HalfAHead, 300), (Slow::TricklingHead, 50), (Slow::HalfABody, 100), (Slow::TricklingBody, 50)];

#[derive(Clone, Copy, Debug)]
enum Slow {
    HalfAHead,
    TricklingHead,
    HalfABody,
    TricklingBody,
}

impl Slow {
    fn beginning(self, token: &str) -> String {
        let whole = head("POST", "/tickets", token, "", 100_000);
        match self {
            Self::HalfAHead | Self::TricklingHead => whole.trim_end().to_owned(),
            Self::HalfABody | Self::TricklingBody => format!("{whole}{{\"title\": \""),
        }
    }

    const fn trickles(self) -> bool {
        matches!(self, Self::TricklingHead | Self::TricklingBody)
    }

    const fn limit(self) -> Duration {
        match self {
            Self::HalfAHead | Self::TricklingHead => HEAD,
            Self::HalfABody | Self::TricklingBody => BODY,
        }
    }

    /// Returns the answer before the server closed the connection, and the time until then.
    async fn stay(self, mut wire: Wire) -> (Self, String, Duration) {
        let begun = Instant::now();
        if self.trickles() {
            let mut pace = interval(Duration::from_millis(100));
            while wire.send("x").await && begun.elapsed() < self.limit() + SLACK {
                pace.tick().await;
            }
        }
        let said = wire.read_to_end(self.limit() + SLACK).await;
        (self, said, begun.elapsed())
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn five_hundred_who_never_finish_are_cut_off_and_nobody_else_notices() {
    let smtp = SmtpServer::start(Security::Plain).await.unwrap();
    let place = workplace(&smtp)
        .with("DESKHAND__HTTP__HEAD_TIMEOUT", &format!("{}s", HEAD.as_secs()))
        .with("DESKHAND__HTTP__BODY_TIMEOUT", &format!("{}s", BODY.as_secs()));
    let serving = place.serve();
    let client = ServiceClient::to(vec![serving.address()]);
    let admin = Person::signs_in(&client, "admin").await;
    others(&client, &admin, 200).await;
    let (files, memory) = (open_files(&serving), resident_kilobytes(&serving));
    let (mut alone, mut beside) = (Vec::new(), Vec::new());
    for _ in 0..rounds(1).min(20) {
        alone.extend(others(&client, &admin, 200).await);
        beside.extend(beside_a_slow_crowd(&serving, &client, &admin).await);
        until("their files are closed", SLACK, async || open_files(&serving) <= files + 5).await;
    }
    let grown = resident_kilobytes(&serving).saturating_sub(memory);
    let (alone, beside) = (p99(alone), p99(beside));
    let ratio = beside.as_secs_f64() / alone.as_secs_f64();
    println!(
        "p99 of others: {alone:?} alone, {beside:?} beside 500 slow ones: {ratio:.2} times; {grown} kB more memory"
    );
    assert!(grown < 64 * 1024, "{grown} kB");
    assert!(serving.stop().0);
}

/// Measures another client beside the slow ones, and waits until all of these are disconnected.
async fn beside_a_slow_crowd(serving: &Serving, client: &ServiceClient, admin: &Person) -> Vec<Duration> {
    let mut slow = JoinSet::new();
    for (kind, count) in CROWD {
        for _ in 0..count {
            let mut wire = Wire::to(&serving.address()).await;
            assert!(wire.send(&kind.beginning(&admin.token)).await);
            slow.spawn(kind.stay(wire));
        }
    }
    let beside = others(client, admin, 200).await;
    while let Some(one) = slow.join_next().await {
        let (kind, said, took) = one.unwrap();
        assert!(said.is_empty() || said.starts_with("HTTP/1.1 408"), "{kind:?}: {said}");
        assert!(took <= kind.limit() + SLACK, "{kind:?} stayed {took:?}");
        if matches!(kind, Slow::HalfABody) {
            assert!(said.contains("/problems/request-timeout"), "{kind:?}: {said}");
        }
    }
    beside
}

//! Two hundred clients that occupy connections, while the program may have 400 files open: others are served as before, and in the end
//! nothing is left of them.

use std::time::{Duration, Instant};

use deskhand_tests::smtp::{Security, SmtpServer};
use tokio::net::TcpStream;
use tokio::task::JoinSet;
use tokio::time::timeout;

use super::client::ServiceClient;
use super::crowd::Person;
use super::environment::workplace;
use super::eventually::until;
use super::hostile::{Hostile, read_a_little};
use super::process::{allocated_kilobytes, open_files, others, p99};
use super::proxy::Proxy;
use super::raw_client::Wire;
use super::rng::rounds;
use crate::workplace::{Serving, Workplace};

const CROWD: usize = 200;
/// The most that its memory may grow, in kilobytes.
const MEMORY: u64 = 64 * 1024;
/// Below this, the delay of others is that of the machine.
const UNNOTICED: Duration = Duration::from_millis(20);
/// Tolerance for a busy machine.
const SLACK: Duration = Duration::from_secs(20);
/// Other tests run at the same time, and may disturb one measurement.
const TRIES: usize = 4;

const FEW_FILES: [&str; 3] = ["sh", "-c", "ulimit -n 400; exec \"$0\" \"$@\""];

/// In `make soak` with the limits of an installation, for a minute; else with short ones, for ten seconds.
fn place(smtp: &SmtpServer) -> (Workplace, Duration) {
    let place = workplace(smtp).started_by(&FEW_FILES);
    if rounds(1) > 1 {
        return (place, Duration::from_secs(60));
    }
    let limits = [("HEAD", "1s"), ("IDLE", "1s"), ("BODY", "3s"), ("WRITE", "3s")];
    let set =
        |place: Workplace, (name, limit): (&str, &str)| place.with(&format!("DESKHAND__HTTP__{name}_TIMEOUT"), limit);
    (limits.into_iter().fold(place, set), Duration::from_secs(10))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_clients_that_occupy_connections_disturb_no_others_and_leave_nothing() {
    let smtp = SmtpServer::start(Security::Plain).await.unwrap();
    let (place, time) = place(&smtp);
    let serving = place.serve();
    withstands(&serving, &serving.address(), time).await;
    assert_eq!(serving.log.count("ERROR"), 0, "strangers do not fill the log of errors");
    assert!(serving.stop().0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_two_hundred_come_through_a_proxy() {
    let smtp = SmtpServer::start(Security::Plain).await.unwrap();
    let (place, time) = place(&smtp);
    // Longer than nginx holds its own.
    let place = place.with("DESKHAND__HTTP__IDLE_TIMEOUT", "5s").with("DESKHAND__HTTP__TRUSTED_PROXIES", "127.0.0.1");
    let serving = place.serve();
    let proxy = Proxy::before(&serving.address());
    withstands(&serving, proxy.address(), time).await;
    assert_eq!(serving.log.count("ERROR"), 0, "strangers do not fill the log of errors");
    assert!(serving.stop().0);
}

async fn withstands(serving: &Serving, address: &str, time: Duration) {
    let client = ServiceClient::to(vec![address.to_owned()]);
    let admin = Person::signs_in(&client, "admin").await;
    measured(&client, &admin, address, time / 4).await;
    let (files, memory) = (open_files(serving), allocated_kilobytes(serving));
    let mut disturbed = Vec::new();
    for _ in 0..TRIES {
        let alone = p99(measured(&client, &admin, address, time / 2).await);
        let end = Instant::now() + time;
        let mut crowd = JoinSet::new();
        for n in 0..CROWD {
            crowd.spawn(Hostile::ALL[n % Hostile::ALL.len()].go_on(address.to_owned(), end));
        }
        let beside = p99(measured(&client, &admin, address, time).await);
        let grown = allocated_kilobytes(serving).saturating_sub(memory);
        // They hold on to their side, and do nothing.
        let held: Vec<Option<TcpStream>> = crowd.join_all().await;
        assert_eq!(held.iter().flatten().count(), CROWD, "some could not connect at all");
        let gone = until("they are gone", time + SLACK, async || open_files(serving) <= files + 5).await;
        println!("p99 of others: {alone:?} alone, {beside:?} beside {CROWD}; {grown} kB more; gone after {gone:?}");
        assert!(grown < MEMORY, "{grown} kB");
        if beside <= (alone * 2).max(UNNOTICED) {
            return;
        }
        disturbed.push((alone, beside));
    }
    panic!("others wait more than twice as long: {disturbed:?}");
}

/// Measures others for a while: by turns one on its connection, and one who comes anew.
async fn measured(client: &ServiceClient, admin: &Person, address: &str, time: Duration) -> Vec<Duration> {
    let begun = Instant::now();
    let mut times = Vec::new();
    while begun.elapsed() < time {
        times.extend(others(client, admin, 10).await);
        let asked = Instant::now();
        let mut wire = Wire::to(address).await;
        assert!(wire.send("GET /healthz HTTP/1.1\r\nHost: desk\r\nConnection: close\r\n\r\n").await);
        let answer = wire.read_to_end(SLACK).await;
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        times.push(asked.elapsed());
    }
    times
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn requests_ahead_of_their_answers_take_no_memory() {
    let smtp = SmtpServer::start(Security::Plain).await.unwrap();
    let serving = workplace(&smtp).with("DESKHAND__HTTP__WRITE_TIMEOUT", "2s").serve();
    let client = ServiceClient::to(vec![serving.address()]);
    let admin = Person::signs_in(&client, "admin").await;
    others(&client, &admin, 100).await;
    let (files, memory) = (open_files(&serving), allocated_kilobytes(&serving));
    let end = Instant::now() + Duration::from_secs(1);
    let mut crowd = JoinSet::new();
    for _ in 0..40 {
        crowd.spawn(Hostile::ReadsNothing.go_on(serving.address(), end));
    }
    let held = crowd.join_all().await;
    let grown = allocated_kilobytes(&serving).saturating_sub(memory);
    assert!(grown < 32 * 1024, "{grown} kB");
    until("they are gone", SLACK, async || open_files(&serving) <= files + 5).await;
    drop(held);
    assert!(serving.stop().0);
}

/// The system ends a connection by itself whose client reads nothing at all, but not one whose client reads a little.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_reads_too_little_of_an_answer_is_cut_off() {
    let smtp = SmtpServer::start(Security::Plain).await.unwrap();
    let serving = workplace(&smtp).with("DESKHAND__HTTP__WRITE_TIMEOUT", "1s").serve();
    let read = timeout(SLACK, read_a_little(&serving.address())).await.expect("it is cut off");
    assert!(read.is_err(), "what is not read is dropped");
    assert!(serving.stop().0);
}

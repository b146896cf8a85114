//! SIGTERM under load: requests in flight are finished, streams are closed, and the program ends before a supervisor would
//! kill it.

use std::time::Duration;

use deskhand_test_postgres::FreshDatabase;
use deskhand_tests::smtp::{Misbehavior, Moment, Security, SmtpServer};
use reqwest::Method;
use serde_json::json;

use super::client::{ServiceClient, by};
use super::crowd::{Crowd, Person, Work};
use super::database_check::DatabaseCheck;
use super::environment::{sqlite_url, workplace};
use super::raw_client::{Wire, head};
use crate::workplace::{Serving, Workplace};

/// The time after which a supervisor kills the program.
const GRACE: Duration = Duration::from_secs(25);
const MOMENT: Duration = Duration::from_secs(60);

/// A request whose head has arrived and whose body has not.
struct Begun {
    wire: Wire,
    body: String,
}

impl Begun {
    async fn opening(address: &str, who: &Person, title: &str) -> Self {
        let body = json!({"title": title, "description": "Please."}).to_string();
        let headers = format!("Expect: 100-continue\r\nIdempotency-Key: {title}\r\n");
        let mut wire = Wire::to(address).await;
        assert!(wire.send(&head("POST", "/tickets", &who.token, &headers, body.len())).await);
        wire.read_until("100 Continue\r\n\r\n", MOMENT).await;
        Self { wire, body }
    }

    async fn finish(mut self) {
        assert!(self.wire.send(&self.body).await, "it was cut off");
        let answer = self.wire.read_to_end(MOMENT).await;
        assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
    }
}

/// An open event stream.
async fn stream(address: &str, who: &Person) -> Wire {
    let mut wire = Wire::to(address).await;
    assert!(wire.send(&head("GET", "/events/stream", &who.token, "", 0)).await);
    wire.read_until("\r\n\r\n", MOMENT).await;
    wire
}

async fn stop_under_load(place: &Workplace, url: &str, smtp: &SmtpServer, instances: usize) {
    let mut serving: Vec<Serving> = (0..instances).map(|_| place.serve()).collect();
    let client = ServiceClient::to(serving.iter().map(Serving::address).collect());
    let crowd = Crowd::moves_in(&client, url).await;
    let work = Work::begins(&client, &crowd);
    work.goes_on().await;

    let address = serving[0].address();
    let mut begun = Vec::new();
    let mut streams = Vec::new();
    for (n, customer) in crowd.customers.iter().enumerate() {
        begun.push(Begun::opening(&address, customer, &format!("begun-{n}")).await);
        streams.push(stream(&address, customer).await);
    }
    serving[0].signal("TERM");
    serving[0].log.wait_for("Stopping");
    for request in begun {
        request.finish().await;
    }
    for mut stream in streams {
        stream.read_to_end(MOMENT).await;
    }
    let stopping = std::time::Instant::now();
    let content = tokio::task::block_in_place(|| serving[0].ends_within(GRACE));
    println!("ended {:?} after the last request", stopping.elapsed());
    assert!(content, "it ends with 0");
    serving[0] = tokio::task::block_in_place(|| place.serve());
    client.moved(0, serving[0].address());

    let mut acknowledged = work.ends().await;
    let seen = client.seen();
    assert_eq!((&seen.wrong, seen.hanging), (&vec![], 0), "{seen:?}");
    assert!(seen.statuses.keys().all(|status| *status < 500), "{seen:?}");
    let database = DatabaseCheck::open(url).await;
    for n in 0..crowd.customers.len() {
        let title = format!("begun-{n}");
        let number = database.count(&format!("SELECT number FROM tickets WHERE title = '{title}'")).await;
        acknowledged.tickets.insert(title, number);
    }
    database.is_consistent().await;
    database.hold(&acknowledged).await;
    assert_eq!(database.matches_the_mail(smtp).await, 0, "a letter under way is finished, not repeated");
    database.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn told_to_stop_under_load_over_sqlite_it_finishes_what_was_begun() {
    let smtp = SmtpServer::start(Security::Plain).await.unwrap();
    let place = workplace(&smtp).with("DESKHAND__MAIL__LEASE", "30s");
    stop_under_load(&place, &sqlite_url(&place), &smtp, 1).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn told_to_stop_under_load_over_postgresql_one_of_two_finishes_what_was_begun() {
    let smtp = SmtpServer::start(Security::Plain).await.unwrap();
    let database = FreshDatabase::empty().await;
    let place = workplace(&smtp).with("DESKHAND__DATABASE__URL", database.url()).with("DESKHAND__MAIL__LEASE", "30s");
    stop_under_load(&place, database.url(), &smtp, 2).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn told_twice_it_stops_at_once() {
    for second in ["TERM", "INT"] {
        let smtp = SmtpServer::start(Security::Plain).await.unwrap();
        let place = workplace(&smtp);
        let mut serving = place.serve();
        let client = ServiceClient::to(vec![serving.address()]);
        let admin = Person::signs_in(&client, "admin").await;
        let waits = Begun::opening(&serving.address(), &admin, "never sent").await;
        serving.signal("TERM");
        serving.log.wait_for("Stopping");
        serving.signal(second);
        tokio::task::block_in_place(|| serving.ends_within(Duration::from_secs(10)));
        drop(waits);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_mail_server_that_says_nothing_does_not_hold_up_the_end() {
    let smtp = SmtpServer::start(Security::Plain).await.unwrap();
    smtp.always(Moment::FinalDot, Misbehavior::Silence);
    let place = workplace(&smtp);
    let mut serving = place.serve();
    let client = ServiceClient::to(vec![serving.address()]);
    let admin = Person::signs_in(&client, "admin").await;
    let ticket = json!({"title": "Help", "description": "Please."});
    client.insist(Method::POST, "/tickets", by(&admin.token), &ticket).await.expect(201);
    smtp.wait_for_mails(1).await;
    serving.signal("TERM");
    assert!(tokio::task::block_in_place(|| serving.ends_within(GRACE)), "it ends with 0");
}

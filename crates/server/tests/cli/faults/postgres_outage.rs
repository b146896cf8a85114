//! PostgreSQL crashes and restarts, or closes random connections, under load on two instances. Every request is answered
//! in time, rightly or with 503. When PostgreSQL is back, so is the service.

use std::time::{Duration, Instant};

use deskhand_test_postgres::OwnServer;
use deskhand_tests::smtp::{Security, SmtpServer};
use reqwest::Method;
use serde_json::Value;

use super::client::{Asked, Seen, ServiceClient};
use super::crowd::{Crowd, Work};
use super::database_check::DatabaseCheck;
use super::environment::workplace;
use super::eventually::{meanwhile, until};
use super::rng::{Rng, rounds};
use crate::workplace::{Serving, Workplace};

/// The deadline of one request.
pub(super) const DEADLINE: Duration = Duration::from_secs(15);
/// The longest time to an answer without a database.
pub(super) const SOON: Duration = Duration::from_secs(3);
/// The longest time to recovery when the database is back.
pub(super) const RECOVERY: Duration = Duration::from_secs(5);

/// Asserts that every request had an allowed answer.
fn all_answered(seen: &Seen) {
    assert_eq!((&seen.wrong, seen.hanging, seen.broken), (&vec![], 0, 0), "{seen:?}");
}

/// Asserts that every answer came in time.
pub(super) fn answered_well(seen: &Seen) {
    all_answered(seen);
    assert!(seen.slowest <= SOON + seen.late, "{:?}: {seen:?}", seen.slowest);
}

/// Two instances and a crowd with their own PostgreSQL.
struct Outage {
    server: OwnServer,
    smtp: SmtpServer,
    place: Workplace,
    serving: Vec<Serving>,
    client: ServiceClient,
    crowd: Crowd,
}

impl Outage {
    async fn prepare() -> Self {
        let server = OwnServer::start();
        let smtp = SmtpServer::start(Security::Plain).await.unwrap();
        // A mail whose outcome could not be recorded is sent again when its lease expires.
        let place = workplace(&smtp).with("DESKHAND__DATABASE__URL", server.url()).with("DESKHAND__MAIL__LEASE", "5s");
        // Commits must survive a crash of the server.
        let database = DatabaseCheck::open(server.url()).await;
        database.run("ALTER ROLE deskhand SET synchronous_commit = on").await;
        database.close().await;
        let serving: Vec<Serving> = (0..2).map(|_| place.serve()).collect();
        let client = ServiceClient::with_deadline(serving.iter().map(Serving::address).collect(), DEADLINE);
        let crowd = Crowd::moves_in(&client, server.url()).await;
        client.seen();
        Self { server, smtp, place, serving, client, crowd }
    }

    async fn status(&self, path: &str) -> u16 {
        self.client.ask(Method::GET, path, Asked::default(), &Value::Null).await.map_or(0, |answer| answer.status)
    }

    async fn ends(self, work: Work, uncertain: u64) {
        let acknowledged = work.ends().await;
        let database = DatabaseCheck::open(self.server.url()).await;
        database.is_consistent().await;
        database.hold(&acknowledged).await;
        let repeated = database.matches_the_mail(&self.smtp).await;
        println!("{} tickets, {repeated} mails repeated", acknowledged.tickets.len());
        assert!(u64::try_from(repeated).unwrap() <= uncertain, "{repeated} mails came again");
        database.close().await;
        for one in self.serving {
            assert!(tokio::task::block_in_place(|| one.stop()).0, "it was never started anew, and ends well");
        }
        drop(self.place);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn while_postgresql_is_down_everybody_is_told_so_soon_and_afterwards_everything_goes_on() {
    let mut outage = Outage::prepare().await;
    let work = Work::begins(&outage.client, &outage.crowd);
    let crashes = rounds(2).min(20);
    for _ in 0..crashes {
        work.goes_on().await;
        all_answered(&outage.client.seen());
        tokio::task::block_in_place(|| outage.server.crash());
        let down = Instant::now();
        until("readiness says no", SOON, async || outage.status("/readyz").await == 503).await;
        while down.elapsed() < Duration::from_secs(4) {
            assert_eq!(outage.status("/healthz").await, 200, "nobody should restart it for this");
            meanwhile(200).await;
        }
        let seen = outage.client.seen();
        assert!(seen.statuses.get(&503).is_some_and(|count| *count > 10), "{seen:?}");
        answered_well(&seen);
        tokio::task::block_in_place(|| outage.server.start_again());
        let recovery = until("readiness says yes", RECOVERY, async || outage.status("/readyz").await == 200).await;
        // Each connection of each pool may fail one request. Such failures must end soon.
        let well = async || {
            outage.client.seen();
            work.goes_on().await;
            !outage.client.seen().statuses.contains_key(&503)
        };
        let work_again = until("nobody is told to come back", RECOVERY, well).await;
        println!("ready after {recovery:?}, nobody refused after {work_again:?}; slowest {:?}", seen.slowest);
    }
    // Each instance may have had four mails in flight.
    outage.ends(work, crashes * 8).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn connections_that_the_server_ends_cost_an_answer_and_nothing_else() {
    const END: &str = "SELECT count(pg_terminate_backend(pid)) FROM (SELECT pid FROM pg_stat_activity \
                       WHERE application_name = 'deskhand' ORDER BY random() LIMIT 2) AS drawn";
    let outage = Outage::prepare().await;
    let mut rng = Rng::new("connections ended at random");
    let killer = DatabaseCheck::open(outage.server.url()).await;
    let work = Work::begins(&outage.client, &outage.crowd);
    let mut ended = 0;
    for _ in 0..rounds(30) {
        meanwhile(rng.between(20, 250)).await;
        ended += u64::try_from(killer.count(END).await).unwrap();
    }
    killer.close().await;
    work.goes_on().await;
    let seen = outage.client.seen();
    println!("{ended} connections ended: {:?}, slowest {:?}", seen.statuses, seen.slowest);
    answered_well(&seen);
    outage.ends(work, ended).await;
}

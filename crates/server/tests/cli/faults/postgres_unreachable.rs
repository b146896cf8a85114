//! The network to PostgreSQL fails under load: connections are refused, or packets are lost without a notice, as if the
//! server were on another machine.

use std::time::{Duration, Instant};

use deskhand_test_postgres::OwnServer;
use deskhand_tests::smtp::{Security, SmtpServer};
use reqwest::Method;
use sea_orm::sqlx::{Connection, Executor, PgConnection, query_scalar};
use serde_json::Value;

use super::client::{Asked, ServiceClient};
use super::crowd::{Crowd, Work};
use super::database_check::DatabaseCheck;
use super::environment::workplace;
use super::eventually::{meanwhile, until};
use super::postgres_outage::{DEADLINE, RECOVERY, answered_well};
use super::tunnel::Tunnel;
use crate::workplace::{Serving, Workplace};

/// The length of the outage: longer than every timeout.
const CUT: Duration = Duration::from_secs(6);

/// Shorter than the time for which the server by default keeps the locks of a silent connection.
const IN_THE_WAY: Duration = Duration::from_secs(3);

/// An instance that reaches PostgreSQL through a tunnel, and a crowd.
struct FarAway {
    server: OwnServer,
    smtp: SmtpServer,
    tunnel: Tunnel,
    place: Workplace,
    serving: Serving,
    client: ServiceClient,
    work: Work,
    /// How long a little work takes without a fault.
    usual: Duration,
}

impl FarAway {
    async fn at_work() -> Self {
        let server = OwnServer::start();
        let smtp = SmtpServer::start(Security::Plain).await.unwrap();
        let tunnel = Tunnel::to(server.url()).await;
        // A mail whose outcome could not be recorded is sent again when its lease expires.
        let place = workplace(&smtp).with("DESKHAND__DATABASE__URL", &tunnel.url()).with("DESKHAND__MAIL__LEASE", "5s");
        let serving = place.serve();
        let client = ServiceClient::with_deadline(vec![serving.address()], DEADLINE);
        let crowd = Crowd::moves_in(&client, server.url()).await;
        let work = Work::begins(&client, &crowd);
        work.goes_on().await;
        let begun = Instant::now();
        work.goes_on().await;
        Self { server, smtp, tunnel, place, serving, client, work, usual: begun.elapsed() }
    }

    async fn status(&self, path: &str) -> u16 {
        self.client.ask(Method::GET, path, Asked::default(), &Value::Null).await.map_or(0, |answer| answer.status)
    }

    /// Works for a moment, then checks the answers during the outage.
    async fn is_cut(&mut self, cut: impl AsyncFnOnce(&mut Tunnel)) {
        self.work.goes_on().await;
        self.client.seen();
        cut(&mut self.tunnel).await;
        self.is_cut_for(CUT).await;
    }

    async fn is_cut_for(&self, time: Duration) {
        until("readiness says no", DEADLINE, async || self.status("/readyz").await == 503).await;
        assert_eq!(self.status("/healthz").await, 200, "nobody should restart it for this");
        meanwhile(u64::try_from(time.as_millis()).unwrap()).await;
        let seen = self.client.seen();
        println!("the way is cut: {:?}, slowest {:?}", seen.statuses, seen.slowest);
        assert!(seen.statuses.contains_key(&503), "{seen:?}");
        answered_well(&seen);
    }

    async fn recovers(&self) {
        let ready = until("readiness says yes", RECOVERY, async || self.status("/readyz").await == 200).await;
        let well = async || {
            self.client.seen();
            self.work.goes_on().await;
            !self.client.seen().statuses.contains_key(&503)
        };
        let work_again = until("nobody is told to come back", RECOVERY, well).await;
        // Other tests may have begun since the usual time was measured.
        let begun = Instant::now();
        self.work.goes_on().await;
        let usual = begun.elapsed().clamp(self.usual, 3 * self.usual);
        println!("ready after {ready:?}, at work after {work_again:?}, of which {usual:?} are usual");
        assert!(work_again < IN_THE_WAY + 4 * usual, "something was in the way for {work_again:?}");
    }

    async fn ends(self, cuts: usize) {
        let acknowledged = self.work.ends().await;
        let database = DatabaseCheck::open(self.server.url()).await;
        database.is_consistent().await;
        database.hold(&acknowledged).await;
        let repeated = database.matches_the_mail(&self.smtp).await;
        // Four mails may have been in flight each time.
        assert!(repeated <= cuts * 4, "{repeated} mails came again");
        database.close().await;
        assert!(tokio::task::block_in_place(|| self.serving.stop()).0, "it was never started anew, and ends well");
        drop(self.place);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_server_that_refuses_connections_is_not_waited_for() {
    let mut far_away = FarAway::at_work().await;
    for _ in 0..2 {
        far_away.is_cut(async |tunnel| tunnel.close().await).await;
        far_away.tunnel.open().await;
        far_away.recovers().await;
    }
    far_away.ends(2).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_server_that_falls_silent_is_not_waited_for_and_goes_on_where_it_stopped() {
    let mut far_away = FarAway::at_work().await;
    for _ in 0..2 {
        far_away.is_cut(async |tunnel| tunnel.falls_silent()).await;
        far_away.tunnel.speaks_again();
        far_away.recovers().await;
    }
    far_away.ends(2).await;
}

/// All writers wait for a lock at the server when the network fails. Their sessions there go on and get the lock.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn connections_of_which_nothing_is_heard_again_are_replaced_and_hold_up_nobody() {
    let far_away = FarAway::at_work().await;
    let mut first = PgConnection::connect(far_away.server.url()).await.unwrap();
    for _ in 0..2 {
        first.execute("BEGIN; SELECT pg_advisory_xact_lock(1)").await.unwrap();
        let waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'advisory'";
        let waiting = async |first: &mut PgConnection| query_scalar::<_, i64>(waiting).fetch_one(first).await.unwrap();
        until("a queue has formed", DEADLINE, async || waiting(&mut first).await >= 3).await;
        far_away.tunnel.falls_silent();
        first.execute("ROLLBACK").await.unwrap();
        far_away.is_cut_for(Duration::from_secs(1)).await;
        far_away.tunnel.speaks_to_newcomers();
        far_away.recovers().await;
    }
    first.close().await.unwrap();
    far_away.ends(2).await;
}

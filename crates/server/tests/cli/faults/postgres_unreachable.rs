//! The way to PostgreSQL is cut while people work: nobody listens there any more, or nothing comes through. What a program
//! sees whose server is on another machine.

use std::time::Duration;

use deskhand_test_postgres::OwnServer;
use deskhand_tests::smtp::{Security, SmtpServer};
use reqwest::Method;
use serde_json::Value;

use super::books::Books;
use super::client::{Asked, Door, Seen};
use super::crowd::{Crowd, Work};
use super::patience::{meanwhile, until};
use super::place::workplace;
use super::postgres_outage::{DEADLINE, RECOVERY, answered_well};
use super::tunnel::Tunnel;
use crate::workplace::{Serving, Workplace};

/// How long the way is cut: longer than anybody waits who is not told.
const CUT: Duration = Duration::from_secs(6);

/// An instance at the other end of a tunnel, and a crowd at work.
struct FarAway {
    server: OwnServer,
    smtp: SmtpServer,
    tunnel: Tunnel,
    place: Workplace,
    serving: Serving,
    door: Door,
    work: Work,
}

impl FarAway {
    async fn at_work() -> Self {
        let server = OwnServer::start();
        let smtp = SmtpServer::start(Security::Plain).await.unwrap();
        let tunnel = Tunnel::to(server.url()).await;
        // A letter whose outcome could not be written down is sent again: not before its lease is over.
        let place = workplace(&smtp).with("DESKHAND__DATABASE__URL", &tunnel.url()).with("DESKHAND__MAIL__LEASE", "5s");
        let serving = place.serve();
        let door = Door::with_deadline(vec![serving.address()], DEADLINE);
        let crowd = Crowd::moves_in(&door).await;
        let work = Work::begins(&door, &crowd);
        Self { server, smtp, tunnel, place, serving, door, work }
    }

    async fn status(&self, path: &str) -> u16 {
        self.door.ask(Method::GET, path, Asked::default(), &Value::Null).await.map_or(0, |answer| answer.status)
    }

    /// Works for a moment, then looks how everybody is treated while the way is cut.
    async fn is_cut(&mut self, cut: impl AsyncFnOnce(&mut Tunnel)) -> Seen {
        meanwhile(500).await;
        self.door.seen();
        cut(&mut self.tunnel).await;
        until("readiness says no", DEADLINE, async || self.status("/readyz").await == 503).await;
        assert_eq!(self.status("/healthz").await, 200, "nobody should restart it for this");
        meanwhile(u64::try_from(CUT.as_millis()).unwrap()).await;
        let seen = self.door.seen();
        println!("the way is cut: {:?}, slowest {:?}", seen.statuses, seen.slowest);
        assert!(seen.statuses.contains_key(&503), "{seen:?}");
        answered_well(&seen);
        seen
    }

    async fn recovers(&self) {
        let ready = until("readiness says yes", RECOVERY, async || self.status("/readyz").await == 200).await;
        let well = async || {
            self.door.seen();
            meanwhile(500).await;
            let seen = self.door.seen();
            !seen.statuses.contains_key(&503) && seen.statuses.contains_key(&201)
        };
        let work_again = until("nobody is told to come back", RECOVERY, well).await;
        println!("ready after {ready:?}, nobody refused after {work_again:?}");
    }

    async fn ends(self, cuts: usize) {
        let acknowledged = self.work.ends().await;
        let books = Books::open(self.server.url()).await;
        books.are_in_order().await;
        books.hold(&acknowledged).await;
        let repeated = books.match_the_mail(&self.smtp).await;
        // Four letters may have been under way each time.
        assert!(repeated <= cuts * 4, "{repeated} mails came again");
        books.close().await;
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

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn connections_of_which_nothing_is_heard_again_are_replaced() {
    let mut far_away = FarAway::at_work().await;
    for _ in 0..2 {
        far_away.is_cut(async |tunnel| tunnel.falls_silent()).await;
        far_away.tunnel.speaks_to_newcomers();
        far_away.recovers().await;
    }
    far_away.ends(2).await;
}

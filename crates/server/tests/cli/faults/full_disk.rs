//! The disk is full: reads succeed, writes are answered 507, and nothing that was acknowledged is lost. When there is
//! space again, the program works without a restart.

use std::fs::{self, File};
use std::io::Write;
use std::os::fd::AsRawFd;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use deskhand_tests::smtp::{Security, SmtpServer};
use futures::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};

use super::client::{Answer, Asked, PASSWORD, ServiceClient, by};
use super::crowd::{Crowd, Person, Work};
use super::database_check::DatabaseCheck;
use super::environment::{with_own_disk, workplace};
use super::eventually::until;
use crate::workplace::Serving;

const RECOVERY: Duration = Duration::from_secs(5);

/// The number of concurrent writers, so that they share commits.
const AT_ONCE: usize = 16;

/// Fills the disk.
fn fill(file: &Path) {
    let mut ballast = File::create(file).unwrap();
    for size in [65_536, 4_096, 1] {
        while ballast.write_all(&vec![0; size]).is_ok() {}
    }
}

/// Writes without an idempotency key and without a retry. Their answers must match the database.
#[derive(Default)]
struct Others {
    tried: AtomicUsize,
    kept: AtomicUsize,
}

impl Others {
    async fn open_ticket(&self, client: &ServiceClient, who: &Person) -> Answer {
        let title = format!("one more, the {}th", self.tried.fetch_add(1, Ordering::Relaxed));
        let body = json!({"title": title, "description": format!("{title:x<20000}")});
        let answer = client.ask(Method::POST, "/tickets", by(&who.token), &body).await.unwrap();
        if answer.status == 201 {
            self.kept.fetch_add(1, Ordering::Relaxed);
        }
        answer
    }

    /// Sends all writes at once, and returns how many were answered 507. The others may only be asked to retry.
    async fn refused(&self, client: &ServiceClient, crowd: &Crowd) -> usize {
        let asked = crowd.customers.iter().cycle().take(AT_ONCE).map(|who| self.open_ticket(client, who));
        let answers = join_all(asked).await;
        assert!(answers.iter().all(|answer| matches!(answer.status, 201 | 503 | 507)), "{answers:?}");
        let full = answers.iter().filter(|answer| answer.status == 507);
        full.inspect(|answer| {
            assert!(answer.retry_after);
            assert_eq!(answer.body["type"], "/problems/insufficient-storage");
        })
        .count()
    }
}

async fn reading_goes_on(client: &ServiceClient, who: &Person) {
    for _ in 0..20 {
        for path in ["/tickets", "/me", "/tickets/1/messages"] {
            client.ask(Method::GET, path, by(&who.token), &Value::Null).await.unwrap().expect(200);
        }
    }
}

async fn pending_mails(client: &ServiceClient, admin: &Person) -> Value {
    let path = "/admin/outbox?state=pending&limit=100";
    let page = client.ask(Method::GET, path, by(&admin.token), &Value::Null).await.unwrap().expect(200);
    // The digest of an admin waits for ten minutes on purpose.
    page["data"].as_array().unwrap().iter().filter(|mail| mail["kind"] != "desk_digest").count().into()
}

/// Stops the program, and copies the files from its disk, which is unmounted with it.
fn taken_out(serving: Serving, data: PathBuf, elsewhere: &Path) -> String {
    let disk = File::open(data).unwrap();
    assert!(serving.stop().0);
    let left = PathBuf::from(format!("/proc/self/fd/{}", disk.as_raw_fd()));
    assert!(!left.join("deskhand.db-wal").exists(), "a clean end leaves one file");
    fs::copy(left.join("deskhand.db"), elsewhere).unwrap();
    format!("sqlite://{}", elsewhere.display())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn without_room_on_the_disk_reading_goes_on_and_writing_is_refused_until_there_is_some() {
    let smtp = SmtpServer::start(Security::Plain).await.unwrap();
    let place = workplace(&smtp).with("DESKHAND__MAIL__LEASE", "5s");
    let place = with_own_disk(place, "mount -t tmpfs -o size=24m tmpfs data");
    fs::create_dir(place.path("data")).unwrap();
    let serving = place.serve();
    let data = serving.proc("root").join(place.path("data").strip_prefix("/").unwrap());
    let client = ServiceClient::to(vec![serving.address()]);
    let crowd = Crowd::moves_in_by_mail(&client, &smtp).await;
    let work = Work::begins(&client, &crowd);
    let others = Others::default();
    work.goes_on().await;

    let ballast = data.join("ballast");
    fill(&ballast);
    // SQLite first reuses the space that its log occupied before.
    until("there is no room", Duration::from_secs(60), async || others.refused(&client, &crowd).await > 0).await;
    for _ in 0..5 {
        others.refused(&client, &crowd).await;
        reading_goes_on(&client, &crowd.admin).await;
    }
    let sign_in = json!({"login": "admin", "password": PASSWORD});
    let sign_in = client.ask(Method::POST, "/auth/signin", Asked::default(), &sign_in).await.unwrap();
    assert!(matches!(sign_in.status, 200 | 503 | 507), "a session is kept, too, if there is room: {sign_in:?}");

    fs::remove_file(ballast).unwrap();
    let well = async || others.open_ticket(&client, &crowd.customers[0]).await.status == 201;
    let recovery = until("there is room", RECOVERY, well).await;
    let acknowledged = work.ends().await;
    let seen = client.seen();
    println!("no room: {:?}; recovered after {recovery:?}", seen.statuses);
    assert_eq!((&seen.wrong, seen.hanging, seen.broken), (&vec![], 0, 0), "{seen:?}");

    until("every mail has left", Duration::from_secs(60), async || pending_mails(&client, &crowd.admin).await == 0)
        .await;
    let url = tokio::task::block_in_place(|| taken_out(serving, data, &place.path("kept.db")));
    let database = DatabaseCheck::open(&url).await;
    database.is_consistent().await;
    database.contains_at_least(&acknowledged).await;
    let tickets = acknowledged.tickets.len() + others.kept.load(Ordering::Relaxed);
    assert_eq!(
        database.count("SELECT count(*) FROM tickets").await,
        i64::try_from(tickets).unwrap(),
        "what was refused is not there"
    );
    database.matches_the_mail(&smtp).await;
    database.close().await;
}

//! What brings mail over all transports at the same time, each mail until it is acknowledged.

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use deskhand_tests::imap::TestMailbox;
use tokio::task::{JoinHandle, spawn, spawn_blocking};

use super::super::bring_mail::{DESK, over_http, over_lmtp, over_stdin};
use super::super::rng::Rng;
use crate::workplace::Workplace;

/// Senders of each transport. One opens at most 20 tickets an hour.
const SENDERS: u64 = 25;

/// How often a mail arrives in the mailbox.
const BETWEEN_ARRIVALS: Duration = Duration::from_millis(100);

/// Where mail is brought.
pub(super) struct Doors {
    /// Of the instances, by turns.
    pub(super) addresses: Mutex<Vec<String>>,
    pub(super) sockets: Vec<PathBuf>,
    pub(super) place: Arc<Workplace>,
    pub(super) token: String,
}

impl Doors {
    fn address(&self, n: u64) -> String {
        let addresses = self.addresses.lock().unwrap();
        let turn = usize::try_from(n).unwrap() % addresses.len();
        addresses[turn].clone()
    }
}

/// What brings mail. Each task says how many of its mails were acknowledged.
pub(super) struct Senders {
    stop: Arc<AtomicBool>,
    tasks: Vec<(&'static str, JoinHandle<u64>)>,
}

impl Senders {
    pub(super) fn begin(doors: &Arc<Doors>, mailbox: TestMailbox, mut rng: Rng) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let by_http = {
            let doors = Arc::clone(doors);
            blocking(&stop, move |n| {
                let answer = over_http(&doors.address(n), &doors.token, &mail("http", n));
                answer.is_ok_and(|answer| answer.contains(" 201 ") || answer.contains(" 200 "))
            })
        };
        let by_lmtp = {
            let (doors, tries) = (Arc::clone(doors), AtomicU64::new(0));
            blocking(&stop, move |n| {
                let turn = usize::try_from(tries.fetch_add(1, Ordering::Relaxed)).unwrap() % doors.sockets.len();
                over_lmtp(&doors.sockets[turn], &mail("lmtp", n)).is_ok_and(|answer| answer.starts_with("250"))
            })
        };
        let by_stdin = {
            let doors = Arc::clone(doors);
            blocking(&stop, move |n| {
                let is_killed = rng.below(3) == 0;
                let time = is_killed.then(|| Duration::from_millis(rng.between(1, 100)));
                over_stdin(&doors.place, &mail("stdin", n), time)
            })
        };
        let by_imap = spawn(fill(mailbox, Arc::clone(&stop)));
        Self { stop, tasks: vec![("http", by_http), ("lmtp", by_lmtp), ("stdin", by_stdin), ("imap", by_imap)] }
    }

    /// Ends all, and says for each transport how many mails were acknowledged. What arrived in the mailbox is as good as acknowledged.
    pub(super) async fn end(self) -> Vec<(&'static str, u64)> {
        self.stop.store(true, Ordering::SeqCst);
        let mut acknowledged = Vec::new();
        for (transport, task) in self.tasks {
            acknowledged.push((transport, task.await.unwrap()));
        }
        acknowledged
    }
}

/// The nth mail of a transport.
fn mail(transport: &str, n: u64) -> String {
    let sender = n % SENDERS;
    format!(
        "Message-ID: <{transport}-{n}@client.example>\r\nFrom: {transport}{sender}@client.example\r\nTo: {DESK}\r\n\
         Subject: {transport} {n}\r\n\r\nIt is stuck.\r\n"
    )
}

/// Brings one mail after the other, each until it is acknowledged.
fn blocking(stop: &Arc<AtomicBool>, mut bring: impl FnMut(u64) -> bool + Send + 'static) -> JoinHandle<u64> {
    let stop = Arc::clone(stop);
    spawn_blocking(move || {
        let mut acknowledged = 0;
        while !stop.load(Ordering::SeqCst) {
            if bring(acknowledged) {
                acknowledged += 1;
            } else {
                std::thread::sleep(Duration::from_millis(20));
            }
        }
        acknowledged
    })
}

/// Puts mails into the mailbox. Returns how many.
async fn fill(mut mailbox: TestMailbox, stop: Arc<AtomicBool>) -> u64 {
    let mut arrived = 0;
    while !stop.load(Ordering::SeqCst) {
        mailbox.arrives(mail("imap", arrived).as_bytes()).await;
        arrived += 1;
        tokio::time::sleep(BETWEEN_ARRIVALS).await;
    }
    arrived
}

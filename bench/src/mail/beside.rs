//! What goes on beside mail that comes in: tickets are read, and tickets are opened whose letters are awaited.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use tokio::sync::watch;
use tokio::time::sleep;

use super::desk::Desk;
use crate::load::{read_tickets, steady};

/// How often a ticket is opened. Its reporter gets a letter at once.
const BETWEEN_LETTERS: Duration = Duration::from_millis(100);
/// How long the last letter may take.
const LIMIT: Duration = Duration::from_secs(120);

/// What was measured.
#[derive(Default)]
pub(super) struct Beside {
    /// The time of each answer.
    pub(super) reads: Vec<Duration>,
    /// The time from each request that opens a ticket to the letter about it.
    pub(super) letters: Vec<Duration>,
    pub(super) failures: usize,
}

/// Measures while something else is done. Letters are told apart by `label`.
pub(super) async fn beside<T>(desk: &Desk, label: &str, work: impl Future<Output = T>) -> Result<(T, Beside)> {
    let (stop, stopped) = watch::channel(false);
    let work = async {
        let done = work.await;
        stop.send_replace(true);
        done
    };
    let reads = read_tickets(&desk.server.url, &desk.scene.admin, desk.scene.tickets, &stopped);
    let (done, (reads, failures), letters) = tokio::join!(work, reads, open_tickets(desk, label, &stopped));
    Ok((done, Beside { reads, letters: letters?, failures }))
}

/// Opens tickets at a steady rate, and returns after how long the letter about each arrived.
async fn open_tickets(desk: &Desk, label: &str, stopped: &watch::Receiver<bool>) -> Result<Vec<Duration>> {
    let mut opened = Vec::new();
    let mut clock = steady(BETWEEN_LETTERS);
    while !*stopped.borrow() {
        clock.tick().await;
        let mark = format!("{label}-{}", opened.len());
        let begun = Instant::now();
        desk.open_ticket(&format!("Umbrella {mark}")).await?;
        opened.push((mark, begun));
    }
    let deadline = Instant::now() + LIMIT;
    let mut delays = Vec::new();
    for (mark, begun) in opened {
        let arrived = loop {
            match desk.letters.arrived(&mark) {
                Some(arrived) => break arrived,
                None if Instant::now() > deadline => bail!("no letter about {mark}"),
                None => sleep(Duration::from_millis(5)).await,
            }
        };
        delays.push(arrived.duration_since(begun));
    }
    Ok(delays)
}

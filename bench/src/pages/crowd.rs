//! A thousand consoles that are open, beside the API.

use std::time::Duration;

use anyhow::{Result, ensure};
use reqwest::Client;
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;
use tokio::time::sleep;

use super::console::{Console, Shows};
use super::desk::{Desk, Reader};
use crate::load::{p99, read_tickets, steady};
use crate::measure::Bench;
use crate::verdict::{Bar, Check, Spread};

/// How many people have consoles open, and how many each: no more are allowed to one person.
const PEOPLE: usize = 20;
const CONSOLES_EACH: usize = 50;
const CONSOLES: usize = PEOPLE * CONSOLES_EACH;
/// How many of each person's show their list, which every change of their tickets concerns; the others show a ticket each.
const LISTS_EACH: usize = 5;
/// How often a message comes to one of the tickets that are shown: 1,800 times an hour.
const BETWEEN_CHANGES: Duration = Duration::from_secs(2);
const ROUNDS: usize = 4;

/// The 99th percentile of reading a ticket over the API, while messages come: alone, and beside the open consoles.
pub(super) async fn open_consoles(bench: &Bench<'_>, desk: &Desk) -> Result<Vec<Check>> {
    let people = desk.people(PEOPLE).await?;
    let (mut ratios, mut looks, mut faults) = (Vec::new(), 0, Vec::new());
    for _ in 0..ROUNDS {
        let alone = reading(bench, desk, &people).await?;
        let mut crowd = Crowd::open(desk, &people).await?;
        let beside = reading(bench, desk, &people).await?;
        crowd.close(&mut looks, &mut faults).await;
        eprintln!("{}: beside {CONSOLES} consoles {beside:.1} ms, alone {alone:.1} ms", bench.store.name());
        ratios.push(beside / alone);
    }
    let name = |what: &str| format!("{CONSOLES} consoles open: {what}");
    let fetched = format!(
        "{looks}, failed {}{}",
        faults.len(),
        faults.first().map(|fault| format!(": {fault}")).unwrap_or_default()
    );
    Ok(vec![
        Check::spread(name("reading a ticket over the API, by p99"), Spread::of(&ratios), Bar::AtMost(1.5)),
        Check::fact(name("pages fetched by themselves"), fetched, "none failed", faults.is_empty() && looks > 0),
    ])
}

/// The 99th percentile of reading a ticket, in milliseconds, while messages come to those that are shown.
async fn reading(bench: &Bench<'_>, desk: &Desk, people: &[Reader]) -> Result<f64> {
    let (stop, stopped) = watch::channel(false);
    let writing = async {
        let mut clock = steady(BETWEEN_CHANGES);
        for (n, person) in people.iter().cycle().enumerate() {
            clock.tick().await;
            if *stopped.borrow() {
                break;
            }
            if let Some(ticket) = person.tickets.get(n % CONSOLES_EACH.min(person.tickets.len().max(1))) {
                desk.answer(*ticket, "The umbrella is green.").await?;
            }
        }
        anyhow::Ok(())
    };
    let ending = async {
        sleep(bench.plan.beside_consoles()).await;
        stop.send_replace(true);
    };
    let reading = read_tickets(&desk.server.url, &desk.scene.admin, desk.scene.tickets, &stopped);
    let (written, (times, failures), ()) = tokio::join!(writing, reading, ending);
    written?;
    Ok(p99(&times, failures))
}

/// The consoles that are open.
struct Crowd {
    open: JoinSet<Result<()>>,
    looked: mpsc::UnboundedReceiver<()>,
}

impl Crowd {
    /// Opens them, and waits until all of them listen.
    async fn open(desk: &Desk, people: &[Reader]) -> Result<Self> {
        let client = Client::new();
        let (ready, mut are_ready) = mpsc::unbounded_channel();
        let (look, looked) = mpsc::unbounded_channel();
        let mut open = JoinSet::new();
        for (person, n) in people.iter().flat_map(|person| (0..CONSOLES_EACH).map(move |n| (person, n))) {
            let shown = person.tickets.get(n).filter(|_| n >= LISTS_EACH);
            let shows = shown.map_or(Shows::List, |ticket| Shows::Ticket(*ticket));
            let (client, url, cookie) = (client.clone(), desk.server.url.clone(), person.cookie.clone());
            let number = u32::try_from(open.len())?;
            let console = Console { client, url, cookie, shows, is_staff: person.is_staff, number };
            open.spawn(stay(console, ready.clone(), look.clone()));
        }
        drop(ready);
        let mut listening = 0;
        while are_ready.recv().await.is_some() {
            listening += 1;
        }
        ensure!(listening == CONSOLES, "{listening} of {CONSOLES} consoles listen");
        Ok(Self { open, looked })
    }

    /// Closes them. Adds how often one of them looked at its page, and why some of them ended before.
    async fn close(&mut self, looks: &mut usize, faults: &mut Vec<String>) {
        while let Some(Ok(ended)) = self.open.try_join_next() {
            faults.extend(ended.err().map(|error| format!("{error:#}")));
        }
        self.open.shutdown().await;
        while self.looked.try_recv().is_ok() {
            *looks += 1;
        }
    }
}

/// Says when it listens, and looks at its page whenever that may have changed.
async fn stay(console: Console, ready: mpsc::UnboundedSender<()>, looked: mpsc::UnboundedSender<()>) -> Result<()> {
    let mut hints = console.listen().await?;
    hints.are_ready().await?;
    let _ = ready.send(());
    drop(ready);
    let mut last = Duration::ZERO;
    let watching = async {
        loop {
            console.changed(&mut hints).await?;
            last = console.look(last).await?.took;
            let _ = looked.send(());
        }
    };
    tokio::select! {
        ended = watching => ended,
        ended = console.stay_present() => ended,
    }
}

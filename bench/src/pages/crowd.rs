//! A thousand consoles that are open, beside the API.

use std::fmt;
use std::time::Duration;

use anyhow::{Result, ensure};
use reqwest::{Client, StatusCode};
use tokio::sync::{mpsc, watch};
use tokio::task::JoinSet;
use tokio::time::sleep;

use super::console::{Console, Shows};
use super::desk::{Desk, Reader};
use crate::load::{Turn, p99, read_tickets, steady};
use crate::measure::{Bench, CONNECTIONS, TIMES};
use crate::plan::CROWD;
use crate::scenario::Scenario;
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

/// The 99th percentile of reading a ticket over the API, while messages come: alone, and beside the open consoles. Once with more
/// requests than the server can answer, once with few.
pub(super) async fn open_consoles(bench: &Bench<'_>, desk: &Desk) -> Result<Vec<Check>> {
    let people = desk.people(PEOPLE).await?;
    let (mut overload, mut calm, mut looks, mut faults) = (Vec::new(), Vec::new(), 0, Vec::new());
    for _ in 0..ROUNDS {
        let alone = Figures::measure(bench, desk, &people).await?;
        let mut crowd = Crowd::open(desk, &people).await?;
        let beside = Figures::measure(bench, desk, &people).await?;
        crowd.close(&mut looks, &mut faults).await;
        eprintln!("{}: beside {CONSOLES} consoles {beside}; alone {alone}", bench.store.name());
        overload.push(beside.overload / alone.overload);
        calm.push(beside.calm / alone.calm);
    }
    let name = |what: &str| format!("{CONSOLES} consoles open: {what}");
    let fetched = format!(
        "{looks}, failed {}{}",
        faults.len(),
        faults.first().map(|fault| format!(": {fault}")).unwrap_or_default()
    );
    Ok(vec![
        Check::spread(name("reading tickets in overload, by p99"), Spread::of(&overload), Bar::AtMost(1.5)),
        Check::reported(name("reading 100 tickets a second, by p99"), Spread::of(&calm)),
        Check::fact(name("pages fetched by themselves"), fetched, "none failed", faults.is_empty() && looks > 0),
    ])
}

/// The 99th percentiles of reading tickets, in milliseconds, while messages come to those that are shown.
struct Figures {
    /// With three times as many requests as the server can answer.
    overload: f64,
    /// With few.
    calm: f64,
}

impl Figures {
    async fn measure(bench: &Bench<'_>, desk: &Desk, people: &[Reader]) -> Result<Self> {
        let (stop, stopped) = watch::channel(false);
        let reading = async {
            let overload = in_overload(bench, desk).await;
            let (calm, stopping) = watch::channel(false);
            let ending = async {
                sleep(bench.plan.beside_consoles()).await;
                calm.send_replace(true);
            };
            let reading = read_tickets(&desk.server.url, &desk.scene.admin, desk.scene.tickets, &stopping);
            let ((times, failures), ()) = tokio::join!(reading, ending);
            stop.send_replace(true);
            anyhow::Ok(Self { overload: overload?, calm: p99(&times, failures) })
        };
        let (written, figures) = tokio::join!(write(desk, people, &stopped), reading);
        written?;
        figures
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.1} ms in overload, {:.1} ms else", self.overload, self.calm)
    }
}

/// Reads tickets as the measurement of overload does: as fast as can be, then three times as many.
async fn in_overload(bench: &Bench<'_>, desk: &Desk) -> Result<f64> {
    let request = Scenario::Ticket.request(&desk.scene);
    let turn = Turn { connections: CROWD, time: bench.plan.turn, rate: None };
    let peak = bench.oha.drive(&desk.server.url, &request, turn).await?.per_second;
    let turn = Turn { connections: CONNECTIONS, time: bench.plan.overload, rate: Some((peak * TIMES).max(1.0)) };
    Ok(bench.oha.drive(&desk.server.url, &request, turn).await?.p99)
}

/// Writes a message now and then. One that the server has no time for is left out.
async fn write(desk: &Desk, people: &[Reader], stopped: &watch::Receiver<bool>) -> Result<()> {
    let mut clock = steady(BETWEEN_CHANGES);
    for (n, person) in people.iter().cycle().enumerate() {
        clock.tick().await;
        if *stopped.borrow() {
            break;
        }
        if let Some(ticket) = person.tickets.get(n % CONSOLES_EACH.min(person.tickets.len().max(1))) {
            let written = desk.answer(*ticket, "The umbrella is green.").await;
            ensure!(written.as_ref().err().is_none_or(is_busy), "{written:?}");
        }
    }
    Ok(())
}

fn is_busy(error: &anyhow::Error) -> bool {
    let status = error.downcast_ref::<reqwest::Error>().and_then(reqwest::Error::status);
    status == Some(StatusCode::SERVICE_UNAVAILABLE)
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

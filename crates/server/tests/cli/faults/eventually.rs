//! Waiting for what will come, and failing where it does not. How long that may take is said for a machine that has time
//! for it; by how much this one is late is measured, and allowed.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tokio::task::{JoinHandle, spawn};
use tokio::time::sleep;

/// How often a condition is looked at.
const LOOK: Duration = Duration::from_millis(20);

/// How many times a request may be held up by what holds up one that only sleeps: it goes through some threads of some
/// processes.
const STATIONS: u32 = 6;

/// Waits until `holds`, and says how long that took.
pub(super) async fn until(what: &str, limit: Duration, mut holds: impl AsyncFnMut() -> bool) -> Duration {
    let lateness = Lateness::measured();
    let begun = Instant::now();
    while !holds().await {
        let allowed = limit + lateness.in_all();
        assert!(begun.elapsed() < allowed, "{what}: not within {limit:?}, and {:?} too late", allowed - limit);
        sleep(LOOK).await;
    }
    begun.elapsed()
}

/// Lets the others work for this long: what breaks then breaks at a moment that nobody chose.
pub(super) async fn meanwhile(milliseconds: u64) {
    sleep(Duration::from_millis(milliseconds)).await;
}

/// By how much this machine wakes up too late who sleeps.
pub(super) struct Lateness {
    measured: Arc<Mutex<LimitOutcome>>,
    measuring: JoinHandle<()>,
}

#[derive(Default)]
struct LimitOutcome {
    worst: Duration,
    in_all: Duration,
}

impl Lateness {
    pub(super) fn measured() -> Self {
        let measured = Arc::<Mutex<LimitOutcome>>::default();
        Self { measuring: spawn(measure(Arc::clone(&measured))), measured }
    }

    /// What that may add to one answer, since the last call.
    pub(super) fn of_an_answer(&self) -> Duration {
        std::mem::take(&mut self.measured.lock().unwrap().worst) * STATIONS
    }

    /// What it may add to everything since the beginning.
    fn in_all(&self) -> Duration {
        self.measured.lock().unwrap().in_all * STATIONS
    }
}

impl Drop for Lateness {
    fn drop(&mut self) {
        self.measuring.abort();
    }
}

async fn measure(measured: Arc<Mutex<LimitOutcome>>) {
    loop {
        let begun = Instant::now();
        sleep(LOOK).await;
        let late = begun.elapsed().saturating_sub(LOOK);
        let mut measured = measured.lock().unwrap();
        measured.worst = measured.worst.max(late);
        measured.in_all += late;
    }
}

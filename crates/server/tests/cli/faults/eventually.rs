//! Waits for a condition, with a deadline. Deadlines are for an idle machine: the delay of this machine is measured and
//! added.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use tokio::task::{JoinHandle, spawn};
use tokio::time::sleep;

/// The interval at which a condition is checked.
const LOOK: Duration = Duration::from_millis(20);

/// How many of the measured delays one request may meet: it passes through several threads of several processes.
const STATIONS: u32 = 6;

/// Waits until `holds`, and returns how long that took.
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

/// Lets the clients work for this long, so that the fault comes at a random moment.
pub(super) async fn meanwhile(milliseconds: u64) {
    sleep(Duration::from_millis(milliseconds)).await;
}

/// Measures by how much timers are late on this machine.
pub(super) struct Lateness {
    measured: Arc<Mutex<Delays>>,
    measuring: JoinHandle<()>,
}

#[derive(Default)]
struct Delays {
    worst: Duration,
    in_all: Duration,
}

impl Lateness {
    pub(super) fn measured() -> Self {
        let measured = Arc::<Mutex<Delays>>::default();
        Self { measuring: spawn(measure(Arc::clone(&measured))), measured }
    }

    /// The delay to allow for one answer, since the last call.
    pub(super) fn of_an_answer(&self) -> Duration {
        std::mem::take(&mut self.measured.lock().unwrap().worst) * STATIONS
    }

    /// The delay to allow for all work since the start.
    fn in_all(&self) -> Duration {
        self.measured.lock().unwrap().in_all * STATIONS
    }
}

impl Drop for Lateness {
    fn drop(&mut self) {
        self.measuring.abort();
    }
}

async fn measure(measured: Arc<Mutex<Delays>>) {
    loop {
        let begun = Instant::now();
        sleep(LOOK).await;
        let late = begun.elapsed().saturating_sub(LOOK);
        let mut measured = measured.lock().unwrap();
        measured.worst = measured.worst.max(late);
        measured.in_all += late;
    }
}

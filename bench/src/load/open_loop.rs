//! Requests that come at their own pace, whether the server keeps up or not.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use futures::future::join_all;
use tokio::time::{Instant, sleep_until, timeout};

use super::closed_loop::send;
use super::{Connection, Sample, Script};

/// How often, for how long, and how many at once.
#[derive(Clone, Copy, Debug)]
pub struct Arrivals {
    /// Requests a second.
    pub rate: f64,
    /// For how long.
    pub time: Duration,
    /// How many connections there are. A request that finds none of them free is not sent.
    pub connections: usize,
    /// How long a request may take.
    pub patience: Duration,
}

/// What became of the arrivals.
#[derive(Clone, Debug, Default)]
pub struct OverloadSample {
    /// Those that were answered. `broken` counts broken connections.
    pub answered: Sample,
    /// Those that took too long.
    pub timed_out: u64,
    /// Those for which there was no connection.
    pub not_sent: u64,
}

/// Lets requests arrive at a fixed rate.
pub async fn open_loop(address: SocketAddr, script: &Script, arrivals: Arrivals) -> OverloadSample {
    let schedule = Arc::new(Schedule { begin: Instant::now(), next: AtomicU64::new(0), arrivals });
    let members = (0..arrivals.connections)
        .map(|_| tokio::spawn(one_connection(address, Arc::clone(script), Arc::clone(&schedule))));
    let mut sum = OverloadSample::default();
    for seen in join_all(members).await {
        match seen {
            Ok(seen) => {
                sum.answered.merge(&seen.answered);
                sum.timed_out += seen.timed_out;
            }
            Err(_) => sum.answered.broken += 1,
        }
    }
    // Successes are counted against the time of the arrivals, not against the wait for the last answer.
    sum.answered.elapsed = arrivals.time;
    let sent = sum.answered.successes() + sum.answered.failures() + sum.timed_out;
    sum.not_sent = schedule.total().saturating_sub(sent);
    sum
}

/// Which request is due when.
struct Schedule {
    begin: Instant,
    next: AtomicU64,
    arrivals: Arrivals,
}

impl Schedule {
    fn total(&self) -> u64 {
        (self.arrivals.rate * self.arrivals.time.as_secs_f64()) as u64
    }

    /// The next request that is not over by now: those that arrived while every connection was busy are lost.
    fn take(&self) -> Option<(u64, Instant)> {
        let due_by_now = (self.begin.elapsed().as_secs_f64() * self.arrivals.rate) as u64;
        let taken = self.next.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |next| Some(next.max(due_by_now) + 1));
        let place = taken.unwrap_or_else(|next| next).max(due_by_now);
        let due = self.begin + Duration::from_secs_f64(place as f64 / self.arrivals.rate);
        (place < self.total()).then_some((place, due))
    }
}

async fn one_connection(address: SocketAddr, script: Script, schedule: Arc<Schedule>) -> OverloadSample {
    let mut seen = OverloadSample::default();
    let mut connection: Option<Connection> = None;
    while let Some((place, due)) = schedule.take() {
        sleep_until(due).await;
        let sent = Instant::now();
        let call = script(place);
        let changes = call.changes();
        match timeout(schedule.arrivals.patience, send(address, &mut connection, call)).await {
            Ok(Ok(reply)) => {
                seen.answered.answered(&reply, sent.elapsed());
                seen.answered.changes += u64::from(changes && reply.is_success());
            }
            Ok(Err(_)) => {
                seen.answered.broken += 1;
                connection = None;
            }
            Err(_) => {
                seen.timed_out += 1;
                connection = None;
            }
        }
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;

    fn schedule(rate: f64, seconds: u64) -> Schedule {
        let time = Duration::from_secs(seconds);
        let arrivals = Arrivals { rate, time, connections: 1, patience: Duration::from_secs(1) };
        Schedule { begin: Instant::now(), next: AtomicU64::new(0), arrivals }
    }

    #[tokio::test(start_paused = true)]
    async fn requests_are_due_one_after_the_other_at_the_rate() {
        let schedule = schedule(10.0, 2);

        let due: Vec<u128> =
            std::iter::from_fn(|| schedule.take()).map(|(_, due)| (due - schedule.begin).as_millis()).collect();

        assert_eq!(due, (0..20).map(|place| place * 100).collect::<Vec<u128>>());
    }

    #[tokio::test(start_paused = true)]
    async fn what_arrived_while_nobody_was_free_is_lost() {
        let schedule = schedule(10.0, 10);
        schedule.take();

        tokio::time::advance(Duration::from_secs(5)).await;

        assert_eq!(schedule.take().map(|(place, _)| place), Some(50));
        assert_eq!(schedule.take().map(|(place, _)| place), Some(51));
    }
}

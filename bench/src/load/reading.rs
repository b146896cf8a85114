use std::time::{Duration, Instant};

use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{MissedTickBehavior, interval};

/// How often a ticket is read, whether the last answer has come or not.
const BETWEEN_READS: Duration = Duration::from_millis(10);

/// Reads tickets at a steady rate. Returns the times, and how many requests failed.
pub(crate) async fn read_tickets(
    url: &str,
    token: &str,
    tickets: u32,
    stopped: &watch::Receiver<bool>,
) -> (Vec<Duration>, usize) {
    let client = reqwest::Client::new();
    let mut answers = JoinSet::new();
    let mut clock = steady(BETWEEN_READS);
    for number in (0..u64::MAX).map(|n| 1 + n * 37 % u64::from(tickets)) {
        clock.tick().await;
        if *stopped.borrow() {
            break;
        }
        let url = format!("{url}/api/v1/tickets/{number}");
        let request = client.get(url).bearer_auth(token);
        answers.spawn(async move {
            let begun = Instant::now();
            request.send().await?.error_for_status()?.bytes().await?;
            reqwest::Result::Ok(begun.elapsed())
        });
    }
    let answers = answers.join_all().await;
    let failures = answers.iter().filter(|answer| answer.is_err()).count();
    (answers.into_iter().flatten().collect(), failures)
}

/// A clock that goes on with its period where a tick came late.
pub(crate) fn steady(period: Duration) -> tokio::time::Interval {
    let mut clock = interval(period);
    clock.set_missed_tick_behavior(MissedTickBehavior::Delay);
    clock
}

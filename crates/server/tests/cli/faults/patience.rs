//! Waiting for what will come, and failing where it does not.

use std::time::{Duration, Instant};

/// How often a condition is looked at.
const LOOK: Duration = Duration::from_millis(20);

/// Waits until `holds`, and says how long that took.
pub(super) async fn until(what: &str, limit: Duration, mut holds: impl AsyncFnMut() -> bool) -> Duration {
    let begun = Instant::now();
    while !holds().await {
        assert!(begun.elapsed() < limit, "{what}: not within {limit:?}");
        tokio::time::sleep(LOOK).await;
    }
    begun.elapsed()
}

/// Lets the others work for this long: what breaks then breaks at a moment that nobody chose.
pub(super) async fn meanwhile(milliseconds: u64) {
    tokio::time::sleep(Duration::from_millis(milliseconds)).await;
}

use std::time::Duration;

use tokio::time::sleep;

use super::Bench;
use crate::build::RateLimits;
use crate::verdict::{Bar, Check};

/// After its start, until memory is read.
const SETTLING: Duration = Duration::from_secs(1);

/// The memory of a server that has nothing to do.
pub(crate) async fn idle(bench: &Bench<'_>) -> anyhow::Result<Check> {
    let copy = bench.store.copy(bench.plan.few, "ours").await?;
    let server = bench.ours.serve(copy.folder.path(), &copy.url, RateLimits::Default).await?;
    sleep(SETTLING).await;
    let memory = server.memory()?;
    server.stop().await?;
    bench.store.discard("ours").await?;
    Ok(Check::figure("memory when idle, MiB".to_owned(), memory, Bar::AtMost(64.0)))
}

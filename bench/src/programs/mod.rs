//! What programs use: many changes in one request, the whole desk as lines, and webhooks.

mod bulk;
mod desk;
mod export;
mod webhook;

use crate::measure::Bench;
use crate::verdict::Check;

use self::desk::Desk;

pub(crate) async fn programs(bench: &Bench<'_>) -> anyhow::Result<Vec<Check>> {
    let desk = Desk::open(bench).await?;
    let mut checks = vec![bulk::beside_single_changes(bench, &desk).await?];
    checks.push(export::everything(bench, &desk).await?);
    checks.push(webhook::deliveries(&desk).await?);
    desk.close(bench).await?;
    Ok(checks)
}

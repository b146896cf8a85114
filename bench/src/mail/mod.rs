//! Mail that comes in: how fast it is taken in and understood, and what it does to everything else. At first the rest is measured
//! alone, then beside many mails that come as fast as they are acknowledged.

mod beside;
mod desk;
mod mails;
mod results;
mod sending;
mod smtp;

use std::time::{Duration, Instant};

use anyhow::ensure;
use tokio::time::sleep;

use self::beside::beside;
use self::desk::Desk;
use self::results::Results;
use crate::measure::Bench;
use crate::verdict::Check;

/// For how long the rest is measured alone.
const ALONE: Duration = Duration::from_secs(20);
/// How often it is asked whether all mails are understood.
const BETWEEN_LOOKS: Duration = Duration::from_millis(100);

pub(crate) async fn mail_that_comes_in(bench: &Bench<'_>) -> anyhow::Result<Vec<Check>> {
    let desk = Desk::open(bench).await?;
    let ((), alone) = beside(&desk, "alone", sleep(ALONE)).await?;
    let (results, beside) = beside(&desk, "beside", all_at_once(&desk, bench.plan.mails)).await?;
    let memory = desk.server.memory()?;
    desk.close(bench).await?;
    Ok(results?.checks(&alone, &beside, memory))
}

/// Brings all mails as fast as they are acknowledged, and waits until they are understood.
async fn all_at_once(desk: &Desk, count: usize) -> anyhow::Result<Results> {
    let begun = Instant::now();
    sending::bring_all(desk, count).await?;
    let taken = begun.elapsed();
    while desk.count("deskhand_mail_in_waiting").await? > 0.0 {
        sleep(BETWEEN_LOOKS).await;
    }
    let understood = begun.elapsed();
    let posted = desk.count(r#"deskhand_mail_in_settled_total{verdict="posted"}"#).await?;
    ensure!(posted == count as f64, "of {count} mails, {posted} became messages");
    Ok(Results { count, taken, understood })
}

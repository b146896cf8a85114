//! Mail that comes in: how fast it is taken in and understood, and what it does to everything else. The rest is
//! measured alone, beside mails that come at a steady pace, and beside as many that come as fast as they are acknowledged.

mod beside;
mod desk;
mod mails;
mod results;
mod sending;
mod smtp;

use std::ops::Range;
use std::time::{Duration, Instant};

use anyhow::ensure;
use tokio::time::sleep;

use self::beside::beside;
use self::desk::Desk;
use self::results::{Flow, Results};
use self::sending::Pace;
use crate::measure::Bench;
use crate::verdict::Check;

/// For how long the rest goes on unmeasured first: the first letters of a new server are slow.
const WARM_UP: Duration = Duration::from_secs(3);
/// For how long the rest is measured alone.
const ALONE: Duration = Duration::from_secs(20);
/// How many mails come each second at the steady pace: 180,000 an hour.
const STEADY: u32 = 50;
/// How often it is asked whether all mails are understood.
const BETWEEN_LOOKS: Duration = Duration::from_millis(100);

pub(crate) async fn mail_that_comes_in(bench: &Bench<'_>) -> anyhow::Result<Vec<Check>> {
    let count = bench.plan.mails;
    let desk = Desk::open(bench, 2 * count).await?;
    beside(&desk, "warm-up", sleep(WARM_UP)).await?;
    let ((), alone) = beside(&desk, "alone", sleep(ALONE)).await?;
    let steady = flow(&desk, "steady", 0..count, Pace::Steady(STEADY)).await?;
    let flood = flow(&desk, "flood", count..2 * count, Pace::Unlimited).await?;
    let memory = desk.server.memory()?;
    desk.close(bench).await?;
    Ok(Results { count, rate: STEADY, alone, steady, flood, memory }.checks())
}

/// Brings these mails, and waits until they are understood.
async fn flow(desk: &Desk, label: &str, mails: Range<usize>, pace: Pace) -> anyhow::Result<Flow> {
    let all = mails.end;
    let (times, beside) = beside(desk, label, understood(desk, mails, pace)).await?;
    let (taken, understood) = times?;
    let posted = desk.count(r#"deskhand_mail_in_settled_total{verdict="posted"}"#).await?;
    ensure!(posted == all as f64, "of {all} mails, {posted} became messages");
    Ok(Flow { taken, understood, beside })
}

/// The time until all are acknowledged, and until all are understood.
async fn understood(desk: &Desk, mails: Range<usize>, pace: Pace) -> anyhow::Result<(Duration, Duration)> {
    let begun = Instant::now();
    sending::bring_all(desk, mails, pace).await?;
    let taken = begun.elapsed();
    while desk.count("deskhand_mail_in_waiting").await? > 0.0 {
        sleep(BETWEEN_LOOKS).await;
    }
    Ok((taken, begun.elapsed()))
}

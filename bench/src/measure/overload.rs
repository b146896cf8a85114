//! Three times as many requests as it can serve: those that it takes it must still serve in time.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Serialize;

use super::{Cast, Stage};
use crate::calm::Calm;
use crate::data::Warehouse;
use crate::figures::{Figures, ratio};
use crate::load::{Arrivals, OverloadSample, Script, open_loop};
use crate::operations::{CHANGES_OF_MIXTURE, mixture};
use crate::plan::Plan;
use crate::product::Product;

const TIMES: f64 = 3.0;
const CONNECTIONS: usize = 1000;
const PATIENCE: Duration = Duration::from_secs(10);

/// A mixture of requests at the peak, and at three times the peak.
#[derive(Clone, Debug, Serialize)]
pub struct Overload {
    /// The most that it served, with [`Plan::MANY`] connections.
    pub peak: Figures,
    /// Requests that arrived in a second.
    pub rate: f64,
    /// What it served of them.
    pub served: Figures,
    /// Successes beside those of the peak.
    pub goodput: Option<f64>,
    /// The same of those requests only that change something.
    pub goodput_of_changes: Option<f64>,
    /// What was answered to the others: how often each status.
    pub refusals: BTreeMap<u16, u64>,
    /// Connections that broke.
    pub broken: u64,
    /// Requests that took more than ten seconds.
    pub timed_out: u64,
    /// Requests that were not sent, for all thousand connections were waiting for an answer.
    pub not_sent: u64,
}

/// Measures it.
///
/// # Errors
/// Where the server fails.
pub async fn overload(warehouse: &Warehouse, product: &Product, plan: &Plan, calm: &Calm) -> anyhow::Result<Overload> {
    let stage = Stage::set(Cast::Product, warehouse, product, plan.compared_at).await?;
    let script = mixture(&stage.scene);
    let seen = calm.measure(async || between_two_peaks(&stage, &script, plan).await).await;
    stage.strike().await?;
    Ok(seen)
}

/// The machine may be slower before than afterwards, so the peak is looked for on both sides.
async fn between_two_peaks(stage: &Stage, script: &Script, plan: &Plan) -> Overload {
    let before = peak(stage, script, plan).await;
    let rate = (before.per_second * TIMES).max(1.0);
    let arrivals = Arrivals { rate, time: plan.overload_time, connections: CONNECTIONS, patience: PATIENCE };
    let seen = open_loop(stage.server.address, script, arrivals).await;
    let after = peak(stage, script, plan).await;
    let higher = if after.per_second > before.per_second { after } else { before };
    Overload::of(higher, rate, seen)
}

async fn peak(stage: &Stage, script: &Script, plan: &Plan) -> Figures {
    let time = (plan.overload_time / 8).max(Duration::from_secs(1));
    let mut rounds = Vec::new();
    for _ in 0..3 {
        rounds.push(stage.round(script, Plan::MANY, plan.warm_up, time).await);
    }
    Figures::of(&rounds)
}

impl Overload {
    fn of(peak: Figures, rate: f64, seen: OverloadSample) -> Self {
        let served = Figures::of(std::slice::from_ref(&seen.answered));
        let changes = seen.answered.throughput_of_changes();
        Self {
            goodput: ratio(served.per_second, peak.per_second),
            goodput_of_changes: ratio(changes, peak.per_second * CHANGES_OF_MIXTURE),
            peak,
            rate,
            served,
            broken: seen.answered.broken,
            refusals: seen.answered.refusals,
            timed_out: seen.timed_out,
            not_sent: seen.not_sent,
        }
    }
}

//! The program beside its bare twin, each operation in rounds that alternate.

use std::time::Duration;

use serde::Serialize;

use super::{Cast, Player, Stage, Turns, in_turn_and_more_if};
use crate::calm::Calm;
use crate::data::Warehouse;
use crate::figures::{Figures, paired};
use crate::load::Sample;
use crate::operations::{Kind, Operation};
use crate::plan::Plan;
use crate::product::Product;
use crate::progress::Progress;
use crate::targets::is_close_to_least;

/// One operation at one number of connections.
#[derive(Clone, Debug, Serialize)]
pub struct ComparedRow {
    /// Which.
    pub operation: &'static str,
    /// Of which kind.
    pub kind: Kind,
    /// How many connections.
    pub connections: usize,
    /// The program.
    pub product: Figures,
    /// Its twin.
    pub bare: Figures,
    /// The program's throughput by its twin's, of rounds of the same turn.
    pub ratio: Option<f64>,
}

/// Every operation, with every number of connections that the plan has for it.
///
/// # Errors
/// Where a server fails.
pub async fn compare(
    warehouse: &Warehouse,
    product: &Product,
    plan: &Plan,
    calm: &Calm,
    progress: &Progress,
) -> anyhow::Result<Vec<ComparedRow>> {
    let ours = Stage::set(Cast::Product, warehouse, product, plan.compared_at).await?;
    let bare = Stage::set(Cast::Bare, warehouse, product, plan.compared_at).await?;
    let mut rows = Vec::new();
    let pairs = ours.operations().into_iter().zip(bare.operations());
    for (operation, twin) in pairs.filter(|(operation, _)| plan.wants(operation)) {
        for connections in crowds(plan, &operation) {
            progress.step(format!("{}: {}, {connections} connections", warehouse.name(), operation.name));
            rows.push(compare_one((&ours, &operation), (&bare, &twin), connections, plan, calm).await);
        }
    }
    ours.strike().await?;
    bare.strike().await?;
    Ok(rows)
}

/// How many rows [`compare`] will have.
#[must_use]
pub fn crowds(plan: &Plan, operation: &Operation) -> Vec<usize> {
    match operation.kind {
        // A crowd of those takes five seconds a round. The chart has crowds only, so there it is missing.
        Kind::SignIn if plan.only_main => vec![1],
        _ if operation.is_main => plan.connections.clone(),
        _ => vec![Plan::SOME],
    }
}

async fn compare_one(
    (ours, operation): (&Stage, &Operation),
    (bare, twin): (&Stage, &Operation),
    connections: usize,
    plan: &Plan,
    calm: &Calm,
) -> ComparedRow {
    let turns = match operation.kind {
        // The first one takes as long as all others, and a crowd of them takes its time.
        Kind::SignIn => Turns { rounds: 1, warm_up: Duration::ZERO, time: plan.slow_round },
        Kind::Read => Turns { rounds: plan.rounds_of_reads, warm_up: plan.warm_up, time: plan.round },
        _ => Turns { rounds: plan.rounds, warm_up: plan.warm_up, time: plan.round },
    };
    let players = [
        Player { stage: ours, script: &operation.script, connections },
        Player { stage: bare, script: &twin.script, connections },
    ];
    let too_close = |rounds: &[Vec<Sample>]| is_close_to_least(operation.kind, ratio(rounds));
    let rounds = in_turn_and_more_if(too_close, plan.more_where_close, &players, turns, calm).await;
    let [ours, bare] = rounds.as_slice() else { unreachable!("two players were sent to play") };
    ComparedRow {
        operation: operation.name,
        kind: operation.kind,
        connections,
        product: Figures::of(ours),
        bare: Figures::of(bare),
        ratio: ratio(&rounds),
    }
}

/// Of the program's rounds, which come first, to its twin's.
fn ratio(rounds: &[Vec<Sample>]) -> Option<f64> {
    match rounds {
        [ours, bare] => paired(ours, bare, Sample::throughput),
        _ => None,
    }
}

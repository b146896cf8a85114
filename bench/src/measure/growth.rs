//! How much slower each operation gets as the desk grows.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Cast, Player, Stage, Turns, in_turn_and_more_if};
use crate::calm::Calm;
use crate::data::Warehouse;
use crate::figures::{Figures, p99, paired};
use crate::load::{Sample, Script};
use crate::operations::{Kind, Operation, catalogue};
use crate::plan::Plan;
use crate::product::Product;
use crate::progress::Progress;
use crate::targets::is_close_to_most;

/// One operation at every size.
#[derive(Clone, Debug, Serialize)]
pub struct GrowthRow {
    /// Which.
    pub operation: &'static str,
    /// Of which kind.
    pub kind: Kind,
    /// By how many tickets the desk has.
    pub by_size: BTreeMap<u32, Figures>,
    /// The p99 at the largest size by that at the smallest, of rounds of the same turn. Nothing where one of them served
    /// nobody in half of them.
    pub factor: Option<f64>,
}

/// Every operation of the plan but the sign-in, whose time is the password's, with [`Plan::SOME`] connections.
///
/// # Errors
/// Where a server fails.
pub async fn growth(
    warehouse: &Warehouse,
    product: &Product,
    plan: &Plan,
    calm: &Calm,
    progress: &Progress,
) -> anyhow::Result<Vec<GrowthRow>> {
    let mut stages = Vec::new();
    for size in &plan.sizes {
        progress.say(format!("{}: a desk of {size} tickets", warehouse.name()));
        stages.push((*size, Stage::set(Cast::Product, warehouse, product, *size).await?));
    }
    let mut rows = Vec::new();
    for operation in catalogue().iter().filter(|operation| operation.kind != Kind::SignIn && plan.wants(operation)) {
        progress.step(format!("{}: {} as the desk grows", warehouse.name(), operation.name));
        rows.push(row(&stages, operation, plan, calm).await);
    }
    for (_, stage) in stages {
        stage.strike().await?;
    }
    Ok(rows)
}

/// All sizes of desks take turns with one operation.
async fn row(stages: &[(u32, Stage)], operation: &Operation, plan: &Plan, calm: &Calm) -> GrowthRow {
    let scripts: Vec<Script> = stages.iter().map(|(_, stage)| script_of(stage, operation)).collect();
    let players = stages.iter().zip(&scripts);
    let players = players.map(|((_, stage), script)| Player { stage, script, connections: Plan::SOME });
    let players: Vec<Player<'_>> = players.collect();
    let time = if operation.kind.writes() { plan.growth_of_writes } else { plan.growth_of_reads };
    let turns = Turns { rounds: plan.growth_rounds, warm_up: plan.warm_up, time };
    let too_close = |rounds: &[Vec<Sample>]| is_close_to_most(operation.kind, factor(rounds));
    let rounds = in_turn_and_more_if(too_close, plan.more_where_close, &players, turns, calm).await;
    let by_size = stages.iter().zip(&rounds).map(|((size, _), rounds)| (*size, Figures::of(rounds))).collect();
    GrowthRow { operation: operation.name, kind: operation.kind, by_size, factor: factor(&rounds) }
}

/// The requests of an operation, as this desk's people make them.
fn script_of(stage: &Stage, operation: &Operation) -> Script {
    let own = stage.operations().into_iter().find(|own| own.name == operation.name);
    own.unwrap_or_else(|| unreachable!("every desk has the operations of the catalogue")).script
}

/// From the smallest to the largest, which come in this order.
fn factor(by_size: &[Vec<Sample>]) -> Option<f64> {
    match by_size {
        [smallest, .., largest] => paired(largest, smallest, p99),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn round(milliseconds: u64) -> Sample {
        Sample::of_one_second(milliseconds, 1)
    }

    #[test]
    fn the_factor_is_of_the_largest_to_the_smallest() {
        let rounds = [vec![round(4)], vec![round(9)], vec![round(6)]];

        assert!(factor(&rounds).is_some_and(|factor| (factor - 1.5).abs() < 0.01));
        assert_eq!(factor(&rounds[..1]), None);
    }

    #[test]
    fn a_size_at_which_nothing_was_served_is_not_fast() {
        assert_eq!(factor(&[vec![round(4)], vec![Sample::default()]]), None);
    }
}

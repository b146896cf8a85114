//! The program beside its bare twin, each operation in rounds that alternate: A B B A. What disturbs the machine for a
//! while disturbs both.

use std::time::Duration;

use serde::Serialize;

use super::{Cast, Stage};
use crate::data::Warehouse;
use crate::figures::{Figures, ratio};
use crate::load::Sample;
use crate::operations::{Kind, Operation};
use crate::plan::Plan;
use crate::product::Product;
use crate::progress::Progress;

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
    /// The program's throughput by its twin's.
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
    progress: &Progress,
) -> anyhow::Result<Vec<ComparedRow>> {
    let ours = Stage::set(Cast::Product, warehouse, product, plan.compared_at).await?;
    let bare = Stage::set(Cast::Bare, warehouse, product, plan.compared_at).await?;
    let mut rows = Vec::new();
    let pairs = ours.operations().into_iter().zip(bare.operations());
    for (operation, twin) in pairs.filter(|(operation, _)| plan.wants(operation)) {
        for connections in crowds(plan, &operation) {
            progress.step(format!("{}: {}, {connections} connections", warehouse.name(), operation.name));
            rows.push(compare_one((&ours, &operation), (&bare, &twin), plan, connections).await);
        }
    }
    ours.strike().await?;
    bare.strike().await?;
    Ok(rows)
}

/// How many rows [`compare`] will have.
#[must_use]
pub fn crowds(plan: &Plan, operation: &Operation) -> Vec<usize> {
    if operation.is_main { plan.connections.clone() } else { vec![Plan::SOME] }
}

async fn compare_one(
    (ours, operation): (&Stage, &Operation),
    (bare, twin): (&Stage, &Operation),
    plan: &Plan,
    connections: usize,
) -> ComparedRow {
    let (rounds, warm_up, time) = match operation.kind {
        // The first one takes as long as all others, and a crowd of them takes its time.
        Kind::SignIn => (1, Duration::ZERO, plan.slow_round),
        _ => (plan.rounds, plan.warm_up, plan.round),
    };
    let mut samples: (Vec<Sample>, Vec<Sample>) = Default::default();
    for round in 0..rounds {
        // A B, B A, A B, B A: neither is always the one that comes after the other's work.
        for is_ours in if round % 2 == 0 { [true, false] } else { [false, true] } {
            if is_ours {
                samples.0.push(ours.round(&operation.script, connections, warm_up, time).await);
            } else {
                samples.1.push(bare.round(&twin.script, connections, warm_up, time).await);
            }
        }
    }
    let (product, bare) = (Figures::of(&samples.0), Figures::of(&samples.1));
    let ratio = ratio(product.per_second, bare.per_second);
    ComparedRow { operation: operation.name, kind: operation.kind, connections, product, bare, ratio }
}

//! Whether many who open tickets at once are served faster than one after the other: with SQLite's one writer that
//! takes commits that are shared.

use serde::Serialize;

use super::{Cast, Stage};
use crate::data::Warehouse;
use crate::figures::{Figures, ratio};
use crate::operations::Kind;
use crate::plan::Plan;
use crate::product::Product;

/// Opening tickets, with one connection and with many.
#[derive(Clone, Debug, Serialize)]
pub struct Grouped {
    /// With one.
    pub alone: Figures,
    /// With [`Plan::MANY`].
    pub together: Figures,
    /// How many times as many tickets a second.
    pub factor: Option<f64>,
}

/// Measures it.
///
/// # Errors
/// Where the server fails.
pub async fn group(warehouse: &Warehouse, product: &Product, plan: &Plan) -> anyhow::Result<Option<Grouped>> {
    let stage = Stage::set(Cast::Product, warehouse, product, plan.compared_at).await?;
    let Some(open) = stage.operations().into_iter().find(|operation| operation.kind == Kind::Open) else {
        return Ok(None);
    };
    let (mut alone, mut together) = (Vec::new(), Vec::new());
    for _ in 0..plan.rounds {
        alone.push(stage.round(&open.script, 1, plan.warm_up, plan.round).await);
        together.push(stage.round(&open.script, Plan::MANY, plan.warm_up, plan.round).await);
    }
    stage.strike().await?;
    let (alone, together) = (Figures::of(&alone), Figures::of(&together));
    Ok(Some(Grouped { alone, together, factor: ratio(together.per_second, alone.per_second) }))
}

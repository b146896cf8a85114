//! Whether many who open tickets at once are served faster than one after the other: with SQLite's one writer that
//! takes commits that are shared.

use serde::Serialize;

use super::{Cast, Player, Stage, Turns, in_turn};
use crate::calm::Calm;
use crate::data::Warehouse;
use crate::figures::{Figures, paired};
use crate::load::Sample;
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
pub async fn group(
    warehouse: &Warehouse,
    product: &Product,
    plan: &Plan,
    calm: &Calm,
) -> anyhow::Result<Option<Grouped>> {
    let stage = Stage::set(Cast::Product, warehouse, product, plan.compared_at).await?;
    let Some(open) = stage.operations().into_iter().find(|operation| operation.kind == Kind::Open) else {
        return Ok(None);
    };
    let [alone, together] =
        [1, Plan::MANY].map(|connections| Player { stage: &stage, script: &open.script, connections });
    // One figure decides, and it is not measured with other numbers of connections.
    let turns = Turns { rounds: plan.rounds * 2, warm_up: plan.warm_up, time: plan.round };
    let rounds = in_turn(&[alone, together], turns, calm).await;
    stage.strike().await?;
    let [alone, together] = rounds.as_slice() else { unreachable!("two players were sent to play") };
    let factor = paired(together, alone, Sample::throughput);
    Ok(Some(Grouped { alone: Figures::of(alone), together: Figures::of(together), factor }))
}

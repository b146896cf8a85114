//! What it costs that the mails of new tickets go out meanwhile. The twin sends none, so this has no ratio.

use serde::Serialize;

use super::{Cast, Stage};
use crate::data::Warehouse;
use crate::figures::Figures;
use crate::operations::Kind;
use crate::plan::Plan;
use crate::product::Product;

/// Opening tickets while the mail is held, and while it goes out (as files).
#[derive(Clone, Debug, Serialize)]
pub struct Letters {
    /// While it is held.
    pub held: Figures,
    /// While it goes out.
    pub going_out: Figures,
}

/// Measures it.
///
/// # Errors
/// Where the server fails.
pub async fn letters(warehouse: &Warehouse, product: &Product, plan: &Plan) -> anyhow::Result<Option<Letters>> {
    let stage = Stage::set(Cast::Product, warehouse, product, plan.compared_at).await?;
    let Some(open) = stage.operations().into_iter().find(|operation| operation.kind == Kind::Open) else {
        return Ok(None);
    };
    let held = rounds(&stage, &open.script, plan).await;
    product.resume_mail(stage.copy().folder(), &stage.copy().url).await?;
    let going_out = rounds(&stage, &open.script, plan).await;
    stage.strike().await?;
    Ok(Some(Letters { held, going_out }))
}

async fn rounds(stage: &Stage, script: &crate::load::Script, plan: &Plan) -> Figures {
    let mut rounds = Vec::new();
    for _ in 0..plan.rounds.div_ceil(2) {
        rounds.push(stage.round(script, Plan::SOME, plan.warm_up, plan.round).await);
    }
    Figures::of(&rounds)
}

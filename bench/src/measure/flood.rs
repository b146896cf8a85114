//! Whether those who work notice that somebody tries passwords.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;

use super::{Cast, Stage};
use crate::data::Warehouse;
use crate::figures::{Figures, ratio};
use crate::load::{Crowd, closed_loop};
use crate::operations::{plain_list, wrong_sign_ins};
use crate::plan::Plan;
use crate::product::Product;

/// So many try passwords at once: more than may wait for their turn.
const TRYING: usize = 200;
/// So many list tickets meanwhile.
const WORKING: usize = 8;

/// The ticket list, while it is calm and beside a flood of sign-ins.
#[derive(Clone, Debug, Serialize)]
pub struct Flood {
    /// While it is calm.
    pub calm: Figures,
    /// Beside the flood.
    pub flooded: Figures,
    /// How many times as long the p99 is.
    pub factor: Option<f64>,
    /// How the flood was answered: how often each status.
    pub statuses: BTreeMap<u16, u64>,
    /// How many of the flood's requests got no answer.
    pub broken: u64,
    /// Whether every 429 and 503 said when to come back.
    pub says_when_to_come_back: bool,
}

/// Measures it, with the program's own limits.
///
/// # Errors
/// Where the server fails.
pub async fn flood(warehouse: &Warehouse, product: &Product, plan: &Plan) -> anyhow::Result<Flood> {
    let stage = Stage::set(Cast::ProductWithLimits, warehouse, product, plan.compared_at).await?;
    let list = plain_list(&stage.scene);
    let calm = stage.round(&list, WORKING, plan.warm_up, plan.flood_time).await;
    let (address, counter) = (stage.server.address, Arc::default());
    let time = plan.flood_time + Duration::from_millis(500);
    let crowd = Crowd { connections: TRYING, warm_up: Duration::ZERO, time };
    let flood = tokio::spawn(async move { closed_loop(address, &wrong_sign_ins(), &counter, crowd).await });
    let flooded = stage.round(&list, WORKING, Duration::from_millis(500), plan.flood_time).await;
    let tried = flood.await?;
    stage.strike().await?;
    let (calm, flooded) = (Figures::of(&[calm]), Figures::of(&[flooded]));
    let turned_away: u64 = [429, 503].iter().filter_map(|status| tried.refusals.get(status)).sum();
    Ok(Flood {
        calm,
        flooded,
        factor: ratio(flooded.p99, calm.p99),
        says_when_to_come_back: tried.with_retry_after == turned_away,
        broken: tried.broken,
        statuses: tried.refusals,
    })
}

//! What the program takes while it has nothing to do, and how soon it is ready.

use std::time::Duration;

use serde::Serialize;
use tokio::time::sleep;

use crate::data::Warehouse;
use crate::figures::median;
use crate::plan::Plan;
use crate::product::{Limits, Product};

const STARTS: usize = 5;
const SETTLING: Duration = Duration::from_secs(1);

/// Memory and start.
#[derive(Clone, Debug, Serialize)]
pub struct Idle {
    /// In MiB.
    pub memory: f64,
    /// From its start until it is ready, in milliseconds: the median of five, over a database that has its schema.
    pub ready: f64,
}

/// Measures it.
///
/// # Errors
/// Where the server fails.
pub async fn idle(warehouse: &Warehouse, product: &Product, plan: &Plan) -> anyhow::Result<Idle> {
    let copy = warehouse.copy(product, *plan.sizes.first().unwrap_or(&1000)).await?;
    let (mut memory, mut ready) = (Vec::new(), Vec::new());
    for _ in 0..STARTS {
        let server = product.serve(copy.folder(), &copy.url, Limits::Default).await?;
        ready.push(server.ready_after.as_secs_f64() * 1000.0);
        if memory.len() < 2 {
            sleep(SETTLING).await;
            memory.push(mebibytes(server.memory()?));
        }
        server.stop().await?;
    }
    copy.discard().await?;
    Ok(Idle { memory: median(memory.into_iter()), ready: median(ready.into_iter()) })
}

pub(super) fn mebibytes(bytes: u64) -> f64 {
    bytes as f64 / f64::from(1 << 20)
}

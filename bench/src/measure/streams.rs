//! What many who only listen cost.

use std::sync::Arc;
use std::time::Duration;

use futures::future::join_all;
use http_body_util::BodyExt as _;
use hyper::body::Incoming;
use serde::Serialize;
use tokio::time::{sleep, timeout};

use super::idle::mebibytes;
use super::{Cast, Stage};
use crate::data::Warehouse;
use crate::load::{Call, Connection};
use crate::plan::Plan;
use crate::product::Product;
use crate::scene::sign_in_everybody;

const PATH: &str = "/api/v1/events/stream";
const PATIENCE: Duration = Duration::from_secs(10);
const SETTLING: Duration = Duration::from_secs(3);
const AT_ONCE: usize = 50;

/// Memory before and with idle streams, in MiB.
#[derive(Clone, Debug, Serialize)]
pub struct Streams {
    /// How many were opened.
    pub open: usize,
    /// How many were refused.
    pub refused: usize,
    /// Before the first.
    pub before: f64,
    /// With all of them.
    pub with: f64,
}

impl Streams {
    /// How much more, in MiB.
    #[must_use]
    pub fn more(&self) -> f64 {
        self.with - self.before
    }
}

/// Measures it.
///
/// # Errors
/// Where the server fails.
pub async fn streams(warehouse: &Warehouse, product: &Product, plan: &Plan) -> anyhow::Result<Streams> {
    let smallest = *plan.sizes.first().unwrap_or(&1000);
    let stage = Stage::set(Cast::Product, warehouse, product, smallest).await?;
    // One person may listen with some dozens of windows, not with a thousand.
    let listeners = sign_in_everybody(stage.server.address, &stage.scene).await?;
    let before = mebibytes(stage.server.memory()?);
    let mut listening = Vec::new();
    let mut refused = 0;
    let mut next = listeners.iter().cycle();
    while listening.len() + refused < plan.streams {
        let opened = join_all(next.by_ref().take(AT_ONCE).map(|token| listen(&stage, token))).await;
        if opened.is_empty() {
            break;
        }
        for stream in opened {
            match stream {
                Ok(stream) => listening.push(stream),
                Err(_) => refused += 1,
            }
        }
    }
    sleep(SETTLING).await;
    let with = mebibytes(stage.server.memory()?);
    let open = listening.len();
    drop(listening);
    stage.strike().await?;
    Ok(Streams { open, refused, before, with })
}

/// Opens a stream and reads its first piece; the rest stays unread, as with somebody who went for a coffee.
async fn listen(stage: &Stage, token: &Arc<str>) -> anyhow::Result<(Connection, Incoming)> {
    let mut connection = Connection::open(stage.server.address).await?;
    let call = Call::get(PATH).with(token);
    let response = timeout(PATIENCE, connection.begin(call)).await??;
    anyhow::ensure!(response.status().is_success(), "a stream was refused: {}", response.status());
    let mut body = response.into_body();
    if let Some(piece) = timeout(PATIENCE, body.frame()).await? {
        piece?;
    }
    Ok((connection, body))
}

//! Events on their way to a receiver that takes everything.

use std::collections::BTreeSet;
use std::time::{Duration, Instant};

use anyhow::Result;
use deskhand_tests::receiver::Receiver;
use reqwest::Method;
use serde_json::json;
use tokio::time::sleep;

use super::desk::{AT_ONCE, Desk};
use crate::verdict::Check;

/// How often all tickets change.
const ROUNDS: usize = 20;
/// What takes longer does not arrive.
const PATIENCE: Duration = Duration::from_secs(120);
const BETWEEN_LOOKS: Duration = Duration::from_millis(50);

pub(super) async fn deliveries(desk: &Desk) -> Result<Check> {
    let receiver = Receiver::start().await;
    let body = json!({"url": receiver.url(), "kinds": ["priority_changed"]});
    desk.ask(Method::POST, "/webhooks", Some(&body)).await?;
    let begun = Instant::now();
    for round in 0..ROUNDS {
        desk.change_all(if round % 2 == 0 { "medium" } else { "urgent" }).await?;
    }
    let (events, mut arrived) = (ROUNDS * AT_ONCE, BTreeSet::new());
    while arrived.len() < events && begun.elapsed() < PATIENCE {
        sleep(BETWEEN_LOOKS).await;
        arrived.extend(receiver.take().iter().map(|one| one.header("webhook-id").to_owned()));
    }
    let (arrived, seconds) = (arrived.len(), begun.elapsed().as_secs_f64());
    let measured = format!("{arrived} of {events}, {:.0} a second with the changes", arrived as f64 / seconds);
    Ok(Check::fact("events that reach a webhook".to_owned(), measured, "all", arrived == events))
}

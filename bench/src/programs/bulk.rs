//! A hundred changes by one request, beside a hundred requests, one after the other over one connection.

use std::time::Instant;

use anyhow::Result;
use reqwest::Method;
use serde_json::json;

use super::desk::Desk;
use crate::measure::Bench;
use crate::verdict::{Check, Spread};

pub(super) async fn beside_single_changes(bench: &Bench<'_>, desk: &Desk) -> Result<Check> {
    let mut ratios = Vec::new();
    desk.change_all("high").await?;
    for _ in 0..bench.plan.pairs {
        // From high to low and back, so that each of them is a change.
        let begun = Instant::now();
        desk.change_all("low").await?;
        let at_once = begun.elapsed();
        let begun = Instant::now();
        for ticket in &desk.tickets {
            desk.ask(Method::PATCH, &format!("/tickets/{ticket}"), Some(&json!({"priority": "high"}))).await?;
        }
        ratios.push(begun.elapsed().as_secs_f64() / at_once.as_secs_f64());
    }
    Ok(Check::reported("100 changes by one request, times as fast as by 100".to_owned(), Spread::of(&ratios)))
}

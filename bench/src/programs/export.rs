//! The whole desk as lines, which need no more memory the more there are.

use std::time::Instant;

use anyhow::Result;
use reqwest::Method;

use super::desk::Desk;
use crate::measure::Bench;
use crate::verdict::Check;

/// The most MiB that an export adds to what the server has.
const MOST: f64 = 64.0;
/// How often the memory is looked at, in chunks of the answer.
const LOOK: usize = 1_000;

pub(super) async fn everything(bench: &Bench<'_>, desk: &Desk) -> Result<Check> {
    let before = desk.server.memory()?;
    let begun = Instant::now();
    let mut answer = desk.ask(Method::GET, "/export/tickets", None).await?;
    let (mut chunks, mut bytes, mut largest) = (0, 0, before);
    while let Some(chunk) = answer.chunk().await? {
        bytes += chunk.len();
        chunks += 1;
        if chunks % LOOK == 0 {
            largest = largest.max(desk.server.memory()?);
        }
    }
    let (seconds, more) = (begun.elapsed().as_secs_f64(), largest - before);
    let measured = format!(
        "{} tickets and {} MB in {seconds:.0} s; {before:.0} MiB before, {more:.0} more",
        bench.plan.tickets,
        bytes / 1_000_000
    );
    Ok(Check::fact("export over the API".to_owned(), measured, &format!("<= {MOST:.0} MiB more"), more <= MOST))
}

//! The pages: how long the first byte takes, after which time another's change is seen, and what a thousand open consoles do to the API.

mod answering;
mod console;
mod crowd;
mod desk;
mod visible;

use crate::measure::Bench;
use crate::verdict::Check;

use self::desk::Desk;

pub(crate) async fn pages(bench: &Bench<'_>) -> anyhow::Result<Vec<Check>> {
    let desk = Desk::open(bench).await?;
    let mut checks = answering::first_bytes(bench, &desk).await?;
    checks.push(visible::another_change(&desk).await?);
    checks.extend(crowd::open_consoles(bench, &desk).await?);
    desk.close(bench).await?;
    Ok(checks)
}

use std::time::Duration;

use tokio::time::timeout;

use super::fault::Fault;

/// The longest time for a command.
pub(super) const COMMAND: Duration = Duration::from_secs(60);

pub(super) async fn within<T>(limit: Duration, step: impl Future<Output = Result<T, Fault>>) -> Result<T, Fault> {
    let silence = || Err(Fault::Connection(format!("it did not finish its answer within {limit:?}")));
    timeout(limit, step).await.unwrap_or_else(|_| silence())
}

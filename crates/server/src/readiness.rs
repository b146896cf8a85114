//! Whether this instance can serve: the database answers, and mail does not pile up.

use async_trait::async_trait;
use deskhand_domain::use_cases::UseCases;
use deskhand_http::Readiness;
use deskhand_persistence::Database;
use time::Duration;

/// Older than this, a letter that waits means that mail does not go out.
const MAIL_MAY_WAIT: Duration = Duration::hours(1);

pub(crate) struct InstanceReadiness {
    pub(crate) database: Database,
    pub(crate) desk: UseCases,
}

#[async_trait]
impl Readiness for InstanceReadiness {
    async fn check(&self) -> Result<(), Vec<String>> {
        let mut problems = Vec::new();
        if self.database.ping().await.is_err() {
            return Err(vec!["the database does not answer".to_owned()]);
        }
        match self.desk.count_notices().await {
            Ok(counts) => {
                let now = self.desk.clock().now();
                if counts.oldest_pending.is_some_and(|queued| now - queued > MAIL_MAY_WAIT) {
                    problems.push("mail has been waiting for more than an hour".to_owned());
                }
            }
            Err(_) => problems.push("the outbox can't be read".to_owned()),
        }
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }
}

//! Whether this instance can serve: the database answers, and mail leaves the outbox.

use async_trait::async_trait;
use deskhand_domain::use_cases::UseCases;
use deskhand_http_core::Readiness;
use deskhand_http_core::metrics::Metrics;
use deskhand_persistence::Database;

pub(crate) struct InstanceReadiness {
    pub(crate) database: Database,
    pub(crate) desk: UseCases,
    pub(crate) metrics: Metrics,
}

#[async_trait]
impl Readiness for InstanceReadiness {
    async fn check(&self) -> Result<(), Vec<String>> {
        let mut problems = Vec::new();
        if self.database.ping().await.is_err() {
            return Err(vec!["the database does not answer".to_owned()]);
        }
        match self.desk.mail().is_stalled().await {
            Ok(true) => problems.push("mail has been due for more than an hour, and no instance sends it".to_owned()),
            Ok(false) => {}
            Err(_) => problems.push("the outbox can't be read".to_owned()),
        }
        match self.desk.incoming_mail().is_stalled().await {
            Ok(true) => {
                let stalled = "mail that came in has waited for more than an hour, and no instance reads it";
                problems.push(stalled.to_owned());
            }
            Ok(false) => {}
            Err(_) => problems.push("mail that came in can't be read".to_owned()),
        }
        if problems.is_empty() { Ok(()) } else { Err(problems) }
    }

    /// Requests can be answered without mail, so this takes no instance out of service.
    fn warnings(&self) -> Vec<String> {
        let refused =
            "the mail server refuses every mail; the log has its answer, and `deskhand doctor` checks the settings";
        self.metrics.is_mail_refused().then(|| refused.to_owned()).into_iter().collect()
    }
}

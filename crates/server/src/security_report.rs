//! The security log in the log of the program, and the loop that stores refusals.

use std::time::Duration;

use deskhand_domain::ports::SecurityReporter;
use deskhand_domain::security::SecurityEvent;
use deskhand_domain::use_cases::UseCases;
use tokio::sync::watch;

/// How often refusals that were summed up are stored.
const STORE_INTERVAL: Duration = Duration::from_secs(2);

/// Writes each entry as one line of the log, with stable names.
pub(crate) struct LogReporter;

impl SecurityReporter for LogReporter {
    fn report(&self, event: &SecurityEvent) {
        let person = event.person.map(|id| id.to_string());
        let actor = event.actor.map(|id| id.to_string());
        let address = event.address.map(|address| address.to_string());
        macro_rules! line {
            ($level:ident) => {
                tracing::$level!(
                    target: "deskhand::security",
                    security_event = event.kind.as_str(),
                    person,
                    actor,
                    address,
                    agent = event.agent,
                    reason = event.reason,
                    detail = event.detail,
                    count = event.count,
                    "Security event"
                )
            };
        }
        if event.kind.is_refusal() { line!(warn) } else { line!(info) }
    }
}

/// Stores refusals every few seconds until `stop` becomes true, then those that are left.
pub(crate) async fn store_refusals(desk: UseCases, mut stop: watch::Receiver<bool>) {
    loop {
        let is_stopping = tokio::time::timeout(STORE_INTERVAL, stop.wait_for(|stop| *stop)).await.is_ok();
        let security = desk.security();
        let stored = if is_stopping { security.store_all_refusals().await } else { security.store_refusals().await };
        if let Err(error) = stored {
            tracing::warn!(%error, "The security log could not be written; trying again in {STORE_INTERVAL:?}");
        }
        if is_stopping {
            return;
        }
    }
}

//! Understands mail that came in: claims due mails with a lease, reads each with no transaction open, and carries out what was decided.

use deskhand_domain::incoming::{IntakeRetries, TakenMail, TakenState};
use deskhand_domain::use_cases::{DigestOutcome, Error, UseCases};
use deskhand_http_core::metrics::Metrics;
use futures::StreamExt as _;
use futures::stream::FuturesUnordered;
use tokio::sync::watch;

use crate::system::{Receiver, WakeSignal};

/// How many mails are read at the same time: one that takes long to read must not hold up the others.
const AT_ONCE: u32 = 4;

/// Understands mail. Clones and other instances share the queue; each mail goes to one of them.
#[derive(Clone)]
pub struct IntakeWorker {
    pub(crate) desk: UseCases,
    pub(crate) retries: IntakeRetries,
    pub(crate) poll_interval: std::time::Duration,
    pub(crate) wake_signal: WakeSignal,
    pub(crate) metrics: Metrics,
}

impl IntakeWorker {
    /// Runs until `stop` becomes true, and finishes the mails that it has begun.
    #[tracing::instrument(name = "intake_worker", skip_all)]
    pub(crate) async fn run(self, mut stop: watch::Receiver<bool>) {
        let mut changes = self.wake_signal.subscribe();
        while !*stop.borrow() {
            match self.digest_due().await {
                Ok(1..) => {}
                Ok(0) => self.wait(&mut changes, &mut stop).await,
                Err(error) => {
                    let interval = self.poll_interval;
                    tracing::error!(%error, "Mail that came in can't be claimed; trying again within {interval:?}");
                    self.wait(&mut changes, &mut stop).await;
                }
            }
        }
    }

    /// Understands everything that is due now, and returns the number of mails: for tests and sample data.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn drain(&self) -> Result<usize, Error> {
        let mut count = 0;
        loop {
            match self.digest_due().await? {
                0 => return Ok(count),
                more => count += more,
            }
        }
    }

    async fn digest_due(&self) -> Result<usize, Error> {
        let claimed = self.desk.incoming_mail().claim(AT_ONCE, &self.retries).await?;
        for mail in &claimed.quarantined {
            self.metrics.mail_in_settled("quarantined");
            log_quarantined(mail, mail.error.as_deref().unwrap_or_default());
        }
        let digests = claimed.mails.iter().map(|mail| self.digest(mail));
        digests.collect::<FuturesUnordered<_>>().collect::<()>().await;
        Ok(claimed.mails.len() + claimed.quarantined.len())
    }

    async fn digest(&self, mail: &TakenMail) {
        let outcome = self.desk.incoming_mail().digest(mail, &self.retries).await;
        self.log(mail, outcome.as_ref());
    }

    fn log(&self, mail: &TakenMail, outcome: Result<&DigestOutcome, &Error>) {
        let (id, attempt) = (mail.id, mail.attempts);
        match outcome {
            Ok(DigestOutcome::Done(state)) => {
                self.metrics.mail_in_settled(state.reason().unwrap_or(state.as_str()));
                tracing::info!(mail = %id, state = state.as_str(), reason = state.reason(), "Mail understood");
            }
            Ok(DigestOutcome::Failed { state: TakenState::Quarantined, error }) => {
                self.metrics.mail_in_settled("quarantined");
                log_quarantined(mail, error);
            }
            Ok(DigestOutcome::Failed { error, .. }) => {
                tracing::warn!(mail = %id, attempt, error, "Mail not understood; it will be tried again");
            }
            Ok(DigestOutcome::Superseded) => {
                tracing::warn!(mail = %id, attempt, "The lease expired while the mail was read; another worker has it now");
            }
            Err(error) => {
                tracing::error!(mail = %id, attempt, %error, "The store failed while a mail was understood; the mail is tried again");
            }
        }
    }

    async fn wait(&self, changes: &mut Receiver, stop: &mut watch::Receiver<bool>) {
        tokio::select! {
            () = changes.woken() => {}
            () = tokio::time::sleep(self.poll_interval) => {}
            _ = stop.changed() => {}
        }
    }
}

fn log_quarantined(mail: &TakenMail, error: &str) {
    let id = mail.id;
    tracing::error!(mail = %id, error, "Mail put into quarantine; `deskhand mail retry {id}` tries it again");
}

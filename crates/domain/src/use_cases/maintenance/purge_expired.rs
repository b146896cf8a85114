use time::{Duration, OffsetDateTime};

use crate::people::{By, LinkPurpose};
use crate::ports::MailState;
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Error, MaintenanceTasks};

/// The most rows that one transaction deletes, so that other writers do not wait long.
const BATCH: u32 = 500;

/// How long data that is no longer used stays stored; `None` for ever. History is never deleted: it is the audit trail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retention {
    /// Mails sent or dropped; 30 days by default.
    pub sent_mail: Option<Duration>,
    /// Mails given up, unless an admin retries them before; 90 days by default.
    pub dead_mail: Option<Duration>,
    /// Sessions that ended or expired, with their refresh tokens; 30 days by default.
    pub ended_sessions: Option<Duration>,
}

impl Default for Retention {
    fn default() -> Self {
        let (month, quarter) = (Some(Duration::days(30)), Some(Duration::days(90)));
        Self { sent_mail: month, dead_mail: quarter, ended_sessions: month }
    }
}

/// The number of rows deleted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Purged {
    /// Mails.
    pub mails: u64,
    /// Sessions and refresh tokens.
    pub sessions: u64,
    /// Idempotency keys.
    pub keys: u64,
    /// Links in mails that expired unused.
    pub links: u64,
}

/// A kind of row that is deleted by age.
#[derive(Clone, Copy)]
enum PurgeKind {
    Mail(MailState),
    Sessions,
    Links,
    Mailboxes,
}

impl MaintenanceTasks<'_> {
    /// Deletes data older than `retention` allows, expired idempotency keys and expired links, in small batches.
    /// Several instances may run this at once.
    ///
    /// # Errors
    /// [`Error::Storage`]; what was deleted before the error stays deleted.
    pub async fn purge_expired(self, retention: &Retention) -> Result<Purged, Error> {
        let mut mails = 0;
        for (state, retention) in [
            (MailState::Sent, retention.sent_mail),
            (MailState::Dropped, retention.sent_mail),
            (MailState::Dead, retention.dead_mail),
        ] {
            mails += self.purge_all(PurgeKind::Mail(state), retention).await?;
        }
        let sessions = self.purge_all(PurgeKind::Sessions, retention.ended_sessions).await?;
        let keys = self.purge_all_keys().await?;
        let links = self.purge_all(PurgeKind::Links, Some(Duration::ZERO)).await?;
        self.purge_all(PurgeKind::Mailboxes, Some(LinkPurpose::PAUSE)).await?;
        Ok(Purged { mails, sessions, keys, links })
    }

    async fn purge_all_keys(self) -> Result<u64, Error> {
        let mut total = 0;
        loop {
            match self.purge_idempotency_keys(BATCH).await? {
                0 => return Ok(total),
                count => total += count,
            }
        }
    }

    /// Deletes all rows of this kind older than `retention`, and returns how many.
    async fn purge_all(self, kind: PurgeKind, retention: Option<Duration>) -> Result<u64, Error> {
        let Some(retention) = retention else { return Ok(0) };
        let before = self.desk.ports.clock.now().saturating_sub(retention);
        let mut total = 0;
        loop {
            match self.desk.in_transaction(By::System, |tx| Box::pin(tx.purge_batch(kind, before))).await? {
                0 => return Ok(total),
                count => total += count,
            }
        }
    }
}

impl TxContext<'_> {
    async fn purge_batch(&mut self, kind: PurgeKind, before: OffsetDateTime) -> Result<u64, Error> {
        Ok(match kind {
            PurgeKind::Mail(state) => self.uow.maintenance().forget_mail(state, before, BATCH).await?,
            PurgeKind::Sessions => self.uow.maintenance().forget_sessions(before, BATCH).await?,
            PurgeKind::Mailboxes => self.uow.account_links().forget_mailboxes(before, BATCH).await?,
            PurgeKind::Links => self.uow.account_links().forget_expired(before, BATCH).await?,
        })
    }
}

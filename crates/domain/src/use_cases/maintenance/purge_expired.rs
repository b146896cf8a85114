use time::{Duration, OffsetDateTime};

use crate::drafts::Draft;
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
    /// Deliveries to webhooks that were taken or given up; 30 days by default.
    pub webhook_deliveries: Option<Duration>,
    /// Sessions that ended or expired, with their refresh tokens; 30 days by default.
    pub ended_sessions: Option<Duration>,
    /// Entries of the security log; a year by default.
    pub security_events: Option<Duration>,
    /// Raw mails that came in and have their result, with what they say of their senders; 30 days by default.
    pub raw_mail: Option<Duration>,
    /// Raw mails that came in and wait for a decision, or for a mended reader; 90 days by default.
    pub undecided_mail: Option<Duration>,
}

/// How long a mail that came in is known, so that it is not taken in again: longer than any server keeps one to deliver it.
const KNOWN_MAIL: Duration = Duration::days(400);

/// The most refusals in the security log. Above it the oldest are deleted, so that strangers cannot fill the disk with them.
const MOST_REFUSALS: u32 = 500_000;

impl Retention {
    /// Mails that joined a letter, which may be a dead one that is tried again: no shorter than either.
    fn joined_mail(&self) -> Option<Duration> {
        self.sent_mail.zip(self.dead_mail).map(|(sent, dead)| sent.max(dead))
    }
}

impl Default for Retention {
    fn default() -> Self {
        let (month, quarter) = (Some(Duration::days(30)), Some(Duration::days(90)));
        Self {
            sent_mail: month,
            dead_mail: quarter,
            webhook_deliveries: month,
            ended_sessions: month,
            security_events: Some(Duration::days(365)),
            raw_mail: month,
            undecided_mail: quarter,
        }
    }
}

/// The number of rows deleted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Purged {
    /// Mails.
    pub mails: u64,
    /// Sessions, refresh tokens, and sign-ins that had no code in time.
    pub sessions: u64,
    /// Idempotency keys.
    pub keys: u64,
    /// Links in mails that expired unused.
    pub links: u64,
    /// Entries of the security log.
    pub security_events: u64,
    /// Tickets for event streams that expired unused.
    pub event_tickets: u64,
    /// Reservations of usernames that ended.
    pub usernames: u64,
    /// Raw mails that came in.
    pub raw_mails: u64,
    /// Drafts that were not changed for long.
    pub drafts: u64,
    /// Deliveries to webhooks.
    pub webhook_deliveries: u64,
}

/// A kind of row that is deleted by age.
#[derive(Clone, Copy)]
enum PurgeKind {
    Mail(MailState),
    Sessions,
    Challenges,
    Links,
    Mailboxes,
    EventTickets,
    Usernames,
    RawMail { undecided: bool },
    KnownMail,
    Drafts,
    WebhookDeliveries,
}

impl MaintenanceTasks<'_> {
    /// Deletes data older than `retention` allows, expired idempotency keys, links, tickets for event streams,
    /// reservations of usernames and old drafts, in small batches.
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
            (MailState::Bounced, retention.dead_mail),
            (MailState::Joined, retention.joined_mail()),
        ] {
            mails += self.purge_all(PurgeKind::Mail(state), retention).await?;
        }
        let sessions = self.purge_all(PurgeKind::Sessions, retention.ended_sessions).await?
            + self.purge_all(PurgeKind::Challenges, Some(Duration::ZERO)).await?;
        let keys = self.purge_all_keys().await?;
        let links = self.purge_all(PurgeKind::Links, Some(Duration::ZERO)).await?;
        self.purge_all(PurgeKind::Mailboxes, Some(LinkPurpose::PAUSE)).await?;
        let event_tickets = self.purge_all(PurgeKind::EventTickets, Some(Duration::ZERO)).await?;
        let usernames = self.purge_all(PurgeKind::Usernames, Some(Duration::ZERO)).await?;
        let security_events = self.purge_security_log(retention.security_events).await?;
        let raw_mails = self.purge_all(PurgeKind::RawMail { undecided: false }, retention.raw_mail).await?
            + self.purge_all(PurgeKind::RawMail { undecided: true }, retention.undecided_mail).await?;
        self.purge_all(PurgeKind::KnownMail, Some(KNOWN_MAIL)).await?;
        let drafts = self.purge_all(PurgeKind::Drafts, Some(Draft::LIFETIME)).await?;
        let webhook_deliveries = self.purge_all(PurgeKind::WebhookDeliveries, retention.webhook_deliveries).await?;
        Ok(Purged {
            mails,
            sessions,
            keys,
            links,
            event_tickets,
            usernames,
            security_events,
            raw_mails,
            drafts,
            webhook_deliveries,
        })
    }

    async fn purge_security_log(self, retention: Option<Duration>) -> Result<u64, Error> {
        let before = retention.map(|retention| self.desk.ports.clock.now().saturating_sub(retention));
        let mut total = 0;
        loop {
            match self.desk.in_transaction(By::System, |tx| Box::pin(tx.purge_security_batch(before))).await? {
                0 => return Ok(total),
                count => total += count,
            }
        }
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
            PurgeKind::Challenges => self.uow.second_factors().forget_challenges(before, BATCH).await?,
            PurgeKind::Usernames => self.uow.people().forget_username_reservations(before, BATCH).await?,
            PurgeKind::Links => self.uow.account_links().forget_expired(before, BATCH).await?,
            PurgeKind::EventTickets => self.uow.event_tickets().forget_expired(before, BATCH).await?,
            PurgeKind::RawMail { undecided } => {
                self.uow.mail_intake().forget_words(undecided, before, BATCH, self.now).await?
            }
            PurgeKind::Drafts => self.uow.drafts().forget_unchanged(before, BATCH).await?,
            PurgeKind::WebhookDeliveries => self.uow.webhooks().forget_settled(before, BATCH).await?,
            PurgeKind::KnownMail => self.uow.mail_intake().forget(before, BATCH).await?,
        })
    }

    async fn purge_security_batch(&mut self, before: Option<OffsetDateTime>) -> Result<u64, Error> {
        Ok(self.uow.security_log().forget_security(before, MOST_REFUSALS, BATCH).await?)
    }
}

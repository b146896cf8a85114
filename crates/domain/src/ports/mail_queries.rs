use async_trait::async_trait;
use time::{Duration, OffsetDateTime};

use super::page::millis;
use super::{AccountLink, Page, PageLimit, StorageError, Total};
use crate::ids::{MailId, PersonId, TicketId};
use crate::mail::{EmailAddress, Frequency, MailKind, MailState};
use crate::notification::Reason;
use crate::people::{PersonRef, Role};
use crate::permissions::PeopleVisibility;
use crate::secrets::SecretDigest;
use crate::ticket::TicketRef;

/// A mail to one recipient, and how far it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailView {
    /// Which one; its `Message-ID` derives from it.
    pub id: MailId,
    /// Who gets it.
    pub recipient: PersonRef,
    /// What they are.
    pub recipient_role: Role,
    /// Where it goes, or would go now; `None` where they have no address, or the reader may not know it.
    pub address: Option<EmailAddress>,
    /// Why they get it.
    pub reason: Reason,
    /// What it is about.
    pub kind: MailKind,
    /// The ticket, where it is about one, as it was called when the mail was queued.
    pub ticket: Option<TicketRef>,
    /// Its state.
    pub state: MailState,
    /// How soon its recipient wanted it. An hourly or daily one may report several tickets.
    pub frequency: Frequency,
    /// The letter that it joined.
    pub joins: Option<MailId>,
    /// How often it was tried, whatever came of it.
    pub attempts: u32,
    /// What the mail server said last, or why the mail was never shown to it; `None` before the first try.
    pub last_answer: Option<String>,
    /// When it was queued.
    pub created_at: OffsetDateTime,
    /// When the mail server took it.
    pub sent_at: Option<OffsetDateTime>,
    /// When it is tried next; `None` unless it is pending.
    pub next_attempt_at: Option<OffsetDateTime>,
}

impl MailView {
    /// The mail as a reader sees it who sees these people: of others without the address, also where the mail server
    /// repeats it.
    #[must_use]
    pub fn seen_by(mut self, sees: Option<PeopleVisibility>) -> Self {
        let recipient = (self.recipient.id, self.recipient_role);
        if !sees.is_some_and(|sees| sees.includes(recipient.0, recipient.1)) {
            self.address = None;
            self.last_answer = self.last_answer.map(|words| without_addresses(&words));
        }
        self
    }
}

/// Whatever looks like an address goes, for the one of then may not be the one of now.
fn without_addresses(words: &str) -> String {
    let hidden = |word: &str| if word.contains('@') { "(address)".to_owned() } else { word.to_owned() };
    words.split(' ').map(hidden).collect::<Vec<_>>().join(" ")
}

/// Where a page begins: after this mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MailPosition {
    /// When the last mail seen was queued, in milliseconds since 1970.
    pub created_at: i64,
    /// Its id.
    pub id: MailId,
}

impl MailPosition {
    /// The position of `view`.
    #[must_use]
    pub fn of(view: &MailView) -> Self {
        Self { created_at: millis(view.created_at), id: view.id }
    }
}

/// How many mails are pending or given up. Sent mails are not counted: their number grows without end, and
/// counting them takes ever longer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OutboxCounts {
    /// Not sent yet, claimed, or to be tried again.
    pub pending: u64,
    /// Given up.
    pub dead: u64,
    /// When the oldest pending mail was queued, without those of digests, which wait on purpose.
    pub oldest_pending: Option<OffsetDateTime>,
}

/// Figures that show whether mail is being sent, or whether mail that came in is being understood.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MailFlow {
    /// Since when mail is paused: none is sent, and none understood; `None` where mail is sent.
    pub paused_since: Option<OffsetDateTime>,
    /// When the first of the pending mails is due, or was; `None` where none is pending.
    pub first_due: Option<OffsetDateTime>,
    /// Until when the newest claim of a pending mail holds, or held; `None` where none is claimed.
    pub claimed_until: Option<OffsetDateTime>,
}

impl MailFlow {
    /// For how long mail may be due without any attempt to send.
    pub const PATIENCE: Duration = Duration::hours(1);

    /// Whether due mail is not being sent. The age of a mail does not show that: a mail may be put off again and again,
    /// it may be one of many, and while mail is paused none is sent.
    #[must_use]
    pub fn is_stalled(&self, now: OffsetDateTime) -> bool {
        let was_long_ago = |at: OffsetDateTime| now - at > Self::PATIENCE;
        self.paused_since.is_none()
            && self.first_due.is_some_and(was_long_ago)
            && self.claimed_until.is_none_or(was_long_ago)
    }
}

/// Reads of mails, outside any unit of work.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
#[async_trait]
pub trait MailQueries: Send + Sync {
    /// How many mails are pending or given up. Every readiness check asks this: the cost MUST depend on these alone, not
    /// on how many mails were sent before.
    async fn counts(&self) -> Result<OutboxCounts, StorageError>;

    /// Whether mail is being sent. Every readiness check asks this: MUST cost the same however many mails are pending
    /// or sent.
    async fn flow(&self) -> Result<MailFlow, StorageError>;

    /// One mail. The caller has checked that it may be seen.
    async fn find(&self, id: MailId) -> Result<Option<MailView>, StorageError>;

    /// The link with this digest that was mailed, if it is good at `at`.
    async fn link(&self, digest: &SecretDigest, at: OffsetDateTime) -> Result<Option<AccountLink>, StorageError>;

    /// When the `n`th newest mail to `recipient` was sent; `None` where that was not later than `since`, or there are fewer. Mails
    /// about the account do not count. Asked before each mail: MUST NOT cost more than `n` steps, but for those that do not count.
    async fn nth_newest_to(
        &self,
        recipient: PersonId,
        n: u32,
        since: OffsetDateTime,
    ) -> Result<Option<OffsetDateTime>, StorageError> {
        let _ = (recipient, n, since);
        Ok(None)
    }

    /// The mails about a ticket, oldest first (by time, then id). The caller has checked that the ticket may be seen by
    /// a reader of its notes. Those that can't be read are left out.
    async fn about_ticket(
        &self,
        ticket: TicketId,
        after: Option<MailPosition>,
        limit: PageLimit,
    ) -> Result<Page<MailView>, StorageError>;

    /// How many mails [`MailQueries::about_ticket`] has in all.
    async fn count_about_ticket(&self, ticket: TicketId) -> Result<Total, StorageError>;

    /// The mails in one of these states, newest first (by time, then id), with the total where `count` says so. Empty
    /// means any. Those that can't be read are left out, so that they hide no others. The caller has checked that all
    /// mails may be seen.
    async fn list(
        &self,
        states: Vec<MailState>,
        after: Option<MailPosition>,
        limit: PageLimit,
        count: bool,
    ) -> Result<Page<MailView>, StorageError>;
}

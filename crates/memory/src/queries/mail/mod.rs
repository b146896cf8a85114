//! Reads of mails.

mod list;

use async_trait::async_trait;
use deskhand_domain::ports::{
    AccountLink, MailFlow, MailPosition, MailQueries, MailState, MailView, OutboxCounts, Page, PageLimit, SecretDigest,
    StorageError, Total,
};
use deskhand_domain::{MailId, PersonId, TicketId};
use time::OffsetDateTime;

use crate::MemoryStorage;
use crate::state::{QueuedMail, nth_newest};

#[async_trait]
impl MailQueries for MemoryStorage {
    async fn counts(&self) -> Result<OutboxCounts, StorageError> {
        let state = self.committed();
        let in_state = |wanted| state.outbox.values().filter(move |queued| queued.state == wanted);
        Ok(OutboxCounts {
            pending: in_state(MailState::Pending).count() as u64,
            dead: in_state(MailState::Dead).count() as u64,
            oldest_pending: state.outbox.values().filter_map(QueuedMail::waiting_since).min(),
        })
    }

    async fn flow(&self) -> Result<MailFlow, StorageError> {
        let state = self.committed();
        let pending = || state.outbox.values().filter(|queued| queued.is_pending());
        Ok(MailFlow {
            paused_since: state.mail_paused_since,
            first_due: pending().map(|queued| queued.due_at).min(),
            claimed_until: pending().filter_map(|queued| queued.lease_until).max(),
        })
    }

    async fn find(&self, id: MailId) -> Result<Option<MailView>, StorageError> {
        let state = self.committed();
        state.outbox.get(&id).map(|queued| list::view(&state, queued)).transpose()
    }

    async fn link(&self, digest: &SecretDigest, at: OffsetDateTime) -> Result<Option<AccountLink>, StorageError> {
        Ok(self.committed().links.get(digest).filter(|link| link.expires_at > at).cloned())
    }

    async fn nth_newest_to(
        &self,
        recipient: PersonId,
        n: u32,
        since: OffsetDateTime,
    ) -> Result<Option<OffsetDateTime>, StorageError> {
        let state = self.committed();
        let sent = |queued: &QueuedMail| queued.mail.recipient == recipient && queued.state == MailState::Sent;
        let sent = state.outbox.values().filter(|queued| sent(queued) && !queued.mail.kind.is_about_account());
        let sent = sent.filter_map(|queued| queued.settled_at);
        Ok(nth_newest(sent, n, since))
    }

    async fn about_ticket(
        &self,
        ticket: TicketId,
        after: Option<MailPosition>,
        limit: PageLimit,
    ) -> Result<Page<MailView>, StorageError> {
        let is_about = |queued: &QueuedMail| queued.mail.ticket.as_ref().is_some_and(|about| about.id == ticket);
        list::list(&self.committed(), is_about, false, after, limit, false)
    }

    async fn count_about_ticket(&self, ticket: TicketId) -> Result<Total, StorageError> {
        let state = self.committed();
        let about = state.outbox.values().filter_map(|queued| queued.mail.ticket.as_ref());
        Ok(Total::of(about.filter(|about| about.id == ticket).count() as u64))
    }

    async fn list(
        &self,
        states: Vec<MailState>,
        after: Option<MailPosition>,
        limit: PageLimit,
        count: bool,
    ) -> Result<Page<MailView>, StorageError> {
        let belongs = |queued: &QueuedMail| states.is_empty() || states.contains(&queued.state);
        list::list(&self.committed(), belongs, true, after, limit, count)
    }
}

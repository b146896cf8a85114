//! Reads of mails: of what was committed last.

use async_trait::async_trait;
use deskhand_domain::ports::{
    AccountLink, MailFlow, MailPosition, MailQueries, MailState, MailView, OutboxCounts, Page, PageLimit, SecretDigest,
    StorageError,
};
use deskhand_domain::{MailId, TicketId};
use time::OffsetDateTime;

use crate::MemoryStorage;
use crate::page::{cut, in_direction};
use crate::queued_mail::QueuedMail;
use crate::state::{State, corrupt};

#[async_trait]
impl MailQueries for MemoryStorage {
    async fn counts(&self) -> Result<OutboxCounts, StorageError> {
        let state = self.committed();
        let in_state = |wanted| state.outbox.values().filter(move |queued| queued.state == wanted);
        Ok(OutboxCounts {
            pending: in_state(MailState::Pending).count() as u64,
            dead: in_state(MailState::Dead).count() as u64,
            oldest_pending: in_state(MailState::Pending).map(|queued| queued.mail.created_at).min(),
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
        state.outbox.get(&id).map(|queued| view(&state, queued)).transpose()
    }

    async fn link(&self, digest: &SecretDigest, at: OffsetDateTime) -> Result<Option<AccountLink>, StorageError> {
        Ok(self.committed().links.get(digest).filter(|link| link.expires_at > at).cloned())
    }

    async fn about_ticket(
        &self,
        ticket: TicketId,
        after: Option<MailPosition>,
        limit: PageLimit,
    ) -> Result<Page<MailView>, StorageError> {
        let is_about = |queued: &QueuedMail| queued.mail.ticket.as_ref().is_some_and(|about| about.id == ticket);
        self.mails(is_about, false, after, limit, false)
    }

    async fn count_about_ticket(&self, ticket: TicketId) -> Result<u64, StorageError> {
        let state = self.committed();
        let about = state.outbox.values().filter_map(|queued| queued.mail.ticket.as_ref());
        Ok(about.filter(|about| about.id == ticket).count() as u64)
    }

    async fn list(
        &self,
        states: Vec<MailState>,
        after: Option<MailPosition>,
        limit: PageLimit,
        count: bool,
    ) -> Result<Page<MailView>, StorageError> {
        let belongs = |queued: &QueuedMail| states.is_empty() || states.contains(&queued.state);
        self.mails(belongs, true, after, limit, count)
    }
}

impl MemoryStorage {
    fn mails(
        &self,
        belongs: impl Fn(&QueuedMail) -> bool,
        descending: bool,
        after: Option<MailPosition>,
        limit: PageLimit,
        count: bool,
    ) -> Result<Page<MailView>, StorageError> {
        let state = self.committed();
        let belonging = state.outbox.values().filter(|queued| belongs(queued));
        let mut mails: Vec<MailView> = belonging.map(|queued| view(&state, queued)).collect::<Result<_, _>>()?;
        let total = count.then_some(mails.len() as u64);
        let place = |mail: &MailView| key(MailPosition::of(mail));
        mails.sort_by(|a, b| in_direction(descending, &place(a), &place(b)));
        mails.retain(|mail| after.is_none_or(|at| in_direction(descending, &place(mail), &key(at)).is_gt()));
        Ok(cut(mails, limit, total))
    }
}

fn key(position: MailPosition) -> (i64, MailId) {
    (position.created_at, position.id)
}

fn view(state: &State, queued: &QueuedMail) -> Result<MailView, StorageError> {
    let mail = &queued.mail;
    let unknown = || corrupt("outbox", "somebody unknown is to get a mail");
    let recipient = state.people.get(&mail.recipient).ok_or_else(unknown)?;
    Ok(MailView {
        id: mail.id,
        recipient: recipient.to_ref(),
        recipient_role: recipient.role,
        address: mail.address.clone().or_else(|| recipient.email.clone()),
        reason: mail.reason,
        kind: mail.kind,
        ticket: mail.ticket.clone(),
        state: queued.state,
        attempts: queued.attempt,
        last_answer: queued.last_answer.clone(),
        created_at: mail.created_at,
        sent_at: queued.settled_at.filter(|_| queued.state == MailState::Sent),
        next_attempt_at: queued.is_pending().then_some(queued.due_at),
    })
}

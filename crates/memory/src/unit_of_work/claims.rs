//! Claims on queued mails.

use deskhand_domain::MailId;
use deskhand_domain::notification::Mail;
use deskhand_domain::ports::ClaimedMail;
use time::OffsetDateTime;

use crate::state::QueuedMail;
use crate::unit_of_work::MemoryUnitOfWork;

impl MemoryUnitOfWork {
    pub(super) fn claim(&mut self, id: MailId, until: OffsetDateTime) -> Option<ClaimedMail> {
        let joined = self.joined_to(id);
        let state = self.write();
        let queued = state.outbox.get_mut(&id)?;
        queued.attempt += 1;
        queued.lease_until = Some(until);
        let recipient = state.people.get(&queued.mail.recipient).cloned();
        let (attempt, tries) = (queued.attempt, queued.attempt - queued.forgiven);
        Some(ClaimedMail { mail: queued.mail.clone(), joined, recipient, attempt, tries })
    }

    /// What joined a letter, in the order of time, then id.
    fn joined_to(&self, letter: MailId) -> Vec<Mail> {
        let joined = self.read().outbox.values().filter(|queued| queued.joins(letter));
        let mut joined: Vec<Mail> = joined.map(|queued| queued.mail.clone()).collect();
        joined.sort_unstable_by_key(|mail| (mail.created_at, mail.id));
        joined
    }

    /// Only the newest claim of a mail that is still pending settles it.
    pub(super) fn claimed(&mut self, id: MailId, attempt: u32) -> Option<&mut QueuedMail> {
        let queued = self.read().outbox.get(&id)?;
        let is_newest = queued.attempt == attempt && queued.is_pending();
        if is_newest { self.write().outbox.get_mut(&id) } else { None }
    }
}

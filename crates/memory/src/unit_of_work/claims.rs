//! Claims on queued mails.

use deskhand_domain::MailId;
use deskhand_domain::ports::ClaimedMail;
use time::OffsetDateTime;

use crate::state::QueuedMail;
use crate::unit_of_work::MemoryUnitOfWork;

impl MemoryUnitOfWork {
    pub(super) fn claim(&mut self, id: MailId, until: OffsetDateTime) -> Option<ClaimedMail> {
        let state = self.write();
        let queued = state.outbox.get_mut(&id)?;
        queued.attempt += 1;
        queued.lease_until = Some(until);
        let recipient = state.people.get(&queued.mail.recipient).cloned();
        let (attempt, tries) = (queued.attempt, queued.attempt - queued.forgiven);
        Some(ClaimedMail { mail: queued.mail.clone(), recipient, attempt, tries })
    }

    /// Only the newest claim of a mail that is still pending settles it.
    pub(super) fn claimed(&mut self, id: MailId, attempt: u32) -> Option<&mut QueuedMail> {
        let queued = self.read().outbox.get(&id)?;
        let is_newest = queued.attempt == attempt && queued.is_pending();
        if is_newest { self.write().outbox.get_mut(&id) } else { None }
    }
}

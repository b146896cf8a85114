//! Mail of people whose account has a password and an address that was never shown to be theirs.

use time::Duration;

use super::work::Work;
use crate::ids::PersonId;
use crate::incoming::{HeldBecause, TakenMail, TakenState};
use crate::people::LinkPurpose;
use crate::use_cases::Error;
use crate::use_cases::transaction::TxContext;

/// How often one person is written to.
pub(super) const PAUSE: Duration = Duration::DAY;

/// How many mails are tried anew with the proof. What a flood held beyond that, staff decide.
const MOST_TRIED: u32 = 100;

impl TxContext<'_> {
    /// Mails the sender a link with which the account becomes theirs, where one is due. A mere confirmation of the address would not
    /// do: who signed up with it may be another person, and would read along with the password that they know.
    pub(super) async fn offer_account(&mut self, work: &Work<'_>, taken: &TakenMail) -> Result<(), Error> {
        let is_due = taken.state == TakenState::Held(HeldBecause::UnprovenAccount)
            && work.decided_by.is_none()
            && work.weighed.may_be_answered();
        let Some(sender) = work.weighed.sender.person.as_ref().filter(|_| is_due) else { return Ok(()) };
        let Some(person) = self.uow.people().find(sender.id).await? else { return Ok(()) };
        let last = self.uow.account_links().issued_at(person.id, LinkPurpose::ClaimAccount).await?;
        let facts = person.send_link(LinkPurpose::ClaimAccount);
        if facts.is_empty() || last.is_some_and(|last| self.now - last < PAUSE) {
            return Ok(());
        }
        self.record_account_event(&person, facts).await
    }

    /// Has the mails of a person tried anew that waited for the proof of their address.
    pub(crate) async fn try_unproven_mail_anew(&mut self, person: PersonId) -> Result<(), Error> {
        let held = self.uow.mail_intake().held_of(person, HeldBecause::UnprovenAccount, MOST_TRIED).await?;
        for mut mail in held.into_iter().filter(|mail| mail.raw.is_some()) {
            mail.try_anew(self.now);
            self.uow.mail_intake().update(&mail).await?;
            self.recorded.requeued = true;
        }
        Ok(())
    }
}

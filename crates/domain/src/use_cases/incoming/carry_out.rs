//! Carries out what was decided about a mail, in one transaction with its outcome.

use super::author::Author;
use super::work::{Step, Work};
use crate::history::{EventKind, Fact, Topic};
use crate::incoming::{Settlement, TakenMail, TakenState};
use crate::people::By;
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Error, IncomingMails};

impl IncomingMails<'_> {
    /// `None` where another worker has claimed the mail since.
    pub(super) async fn carry_out(self, work: &Work<'_>, step: &Step) -> Result<Option<TakenState>, Error> {
        let sender = self.author_of(work, step);
        let by = sender.as_ref().map_or(By::System, |author| By::Person(author.id()));
        self.desk.in_transaction(by, |tx| Box::pin(tx.carry_out(work, step, sender.as_ref()))).await
    }
}

impl TxContext<'_> {
    async fn carry_out(
        &mut self,
        work: &Work<'_>,
        step: &Step,
        author: Option<&Author>,
    ) -> Result<Option<TakenState>, Error> {
        // The order of locks: engineers, mail, ticket, person.
        self.lock_engineers().await?;
        let current = self.uow.mail_intake().find(work.taken.id).await?;
        let is_ours = |mail: &TakenMail| match work.decided_by {
            Some(_) => mail.state == work.taken.state,
            None => mail.awaits(work.taken.attempts),
        };
        let Some(mut taken) = current.filter(is_ours) else { return Ok(None) };
        taken.reading = Some(work.reading.clone());
        taken.ticket = work.weighed.ticket.as_ref().map(|ticket| ticket.id);
        taken.decided_by = work.decided_by.flatten();
        if self.is_duplicate(&taken, work).await? {
            taken.settle(Settlement::Duplicate, self.now);
        } else {
            self.take_step(work, step, author, &mut taken).await?;
        }
        self.save_taken_mail(&taken).await?;
        self.offer_account(work, &taken).await?;
        Ok(Some(taken.state))
    }

    async fn take_step(
        &mut self,
        work: &Work<'_>,
        step: &Step,
        author: Option<&Author>,
        taken: &mut TakenMail,
    ) -> Result<(), Error> {
        let no_author = Error::Internal("a mail without a sender was to be taken in");
        match *step {
            Step::Post(kind) => self.post_mail(work, kind, author.ok_or(no_author)?, taken).await?,
            Step::Open { with_receipt, follow_up_of } => {
                let author = author.ok_or(no_author)?;
                self.open_by_mail(work, author, (with_receipt, follow_up_of), taken).await?;
            }
            Step::Follow => self.follow_by_mail(work, author.ok_or(no_author)?, taken).await?,
            Step::Record => {
                self.record_automatic_answer(work).await?;
                taken.settle(Settlement::Recorded, self.now);
            }
            Step::Bounce => self.note_bounce(work, taken).await?,
            Step::Settle(settlement) => taken.settle(settlement, self.now),
            Step::Hold(because) => taken.hold(because),
        }
        Ok(())
    }

    /// What staff decide is no duplicate of itself.
    async fn is_duplicate(&mut self, taken: &TakenMail, work: &Work<'_>) -> Result<bool, Error> {
        let content = work.reading.content.filter(|_| work.decided_by.is_none());
        match content {
            Some(content) => Ok(self.uow.mail_intake().has_content(content, taken.id).await?),
            None => Ok(false),
        }
    }

    /// Notes at the ticket, for staff, that a machine answered on behalf of a person. Only where the address shows that it answers a
    /// letter of ours: anyone can write a number into a subject.
    async fn record_automatic_answer(&mut self, work: &Work<'_>) -> Result<(), Error> {
        let shows = work.weighed.case.recognition.is_own_address();
        let Some(ticket) = work.weighed.ticket.as_ref().filter(|_| shows) else { return Ok(()) };
        let fact = Fact::new(EventKind::AutomaticAnswer).after_person(work.reading.person);
        self.append_history(Topic::Ticket(ticket.id), &[fact]).await?;
        Ok(())
    }
}

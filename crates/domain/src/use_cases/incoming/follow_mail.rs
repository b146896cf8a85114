//! A held mail whose sender becomes a follower of its ticket: somebody who got a copy of a letter and answered it.

use super::author::Author;
use super::weigh::Weighed;
use super::work::Work;
use crate::incoming::{Standing, TakenMail};
use crate::invalid::Invalid;
use crate::people::{Actor, By};
use crate::refusal::NotFollowable;
use crate::ticket::{MessageKind, Refusal, TicketAction};
use crate::use_cases::error::refused;
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Error, IncomingMails};

impl IncomingMails<'_> {
    /// Whether `actor` may make the sender of this mail a follower. `None` is an operator of the desk, who may.
    ///
    /// # Errors
    /// [`Error::Refused`]; [`Error::Field`] where it has no sender.
    pub(super) fn check_following(self, actor: Option<&Actor>, weighed: &Weighed) -> Result<(), Error> {
        let ticket = weighed.ticket.as_ref().ok_or(Refusal::MailHasNoTicket)?;
        if let Some(actor) = actor {
            let (rules, now) = (self.desk.workflow(), self.desk.ports.clock.now());
            ticket.check(TicketAction::ChangeFollowers, actor, rules, now).map_err(refused)?;
        }
        match weighed.sender.standing {
            Standing::Unproven => Err(NotFollowable::Unproven.into()),
            Standing::NotInUse => Err(NotFollowable::NotInUse.into()),
            Standing::NoSender => {
                let wanted = "a decision for a mail with one sender: this one has none of its own";
                Err(Error::Field { field: "decision", reason: Invalid::Format(wanted) })
            }
            Standing::Stranger | Standing::Known => Ok(()),
        }
    }
}

impl TxContext<'_> {
    pub(super) async fn follow_by_mail(
        &mut self,
        work: &Work<'_>,
        author: &Author,
        taken: &mut TakenMail,
    ) -> Result<(), Error> {
        let ticket = work.weighed.ticket.as_ref().ok_or(Refusal::MailHasNoTicket)?;
        let before = self.uow.tickets().find(ticket.id).await?.ok_or(Refusal::MailHasNoTicket)?;
        let person = self.known_author(author).await?;
        let mut ticket = before.clone();
        let facts = ticket.add_follower(&person)?;
        // Who decided it added the follower, and the follower writes.
        let sender = self.by;
        self.by = work.decided_by.flatten().map_or(By::System, By::Person);
        self.record_ticket(&before, &mut ticket, facts).await?;
        self.by = sender;
        self.post_as(work, MessageKind::Request, (&person, &before), taken).await
    }
}

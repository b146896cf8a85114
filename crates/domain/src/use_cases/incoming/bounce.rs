//! What becomes of a letter that came back.

use time::Duration;

use super::work::Work;
use crate::history::{EventKind, Fact, Topic};
use crate::ids::{MailId, PersonId, TicketId};
use crate::incoming::{DeliveryAction, IncomingAddress, IncomingMail, MailReport, Settlement, StatusCode, TakenMail};
use crate::mail::{EmailAddress, MailKind, MailState};
use crate::notification::{LOOKED_BACK, ReplyClaim, ReplySubject, is_unreachable};
use crate::ports::SentLetter;
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Error, IncomingMails};

/// How often an assignee hears of letters of one ticket that came back.
const PAUSE: Duration = Duration::HOUR;

impl IncomingMails<'_> {
    /// The letter that a report is about: the one whose own envelope address the report came to, else the one whose id is in it. A
    /// report without either may be forged, and has no effect.
    pub(super) fn reported_letter(self, mail: &IncomingMail, recipients: &[EmailAddress]) -> Option<MailId> {
        let written = mail.recipients().filter_map(IncomingAddress::to_email);
        let by_address = recipients.iter().cloned().chain(written).find_map(|address| self.letter_at(&address));
        by_address.or_else(|| match &mail.report {
            Some(MailReport::Delivery(report)) => self.letter_of(report.returned_message_id.as_ref()?),
            _ => None,
        })
    }

    /// The letter whose reports come to this address.
    pub(super) fn letter_at(self, address: &EmailAddress) -> Option<MailId> {
        let tag = self.desk.rules.mail_in.as_ref()?.replies.as_ref()?.tag_in(address)?;
        match tag.subject {
            ReplySubject::Bounce(mail) if self.fits(&tag, ReplyClaim::Mail(mail)) => Some(mail),
            _ => None,
        }
    }
}

/// The reason for which a letter was given up, if the report says that it was.
pub(super) fn failure(mail: &IncomingMail) -> Option<StatusCode> {
    let Some(MailReport::Delivery(report)) = &mail.report else { return None };
    let failed = report.recipients.iter().filter(|one| one.action == Some(DeliveryAction::Failed));
    failed.filter_map(|one| one.status).find(|status| status.class == 5)
}

impl TxContext<'_> {
    /// Notes that a letter came back: at the letter, at its ticket for staff, and at the address where it is not the first.
    pub(super) async fn note_bounce(&mut self, work: &Work<'_>, taken: &mut TakenMail) -> Result<(), Error> {
        let (Some(letter), Some(status)) = (work.weighed.letter, failure(work.mail)) else {
            taken.settle(Settlement::Recorded, self.now);
            return Ok(());
        };
        let Some(letter) = self.uow.outbox().sent_letter(letter, self.now).await? else {
            taken.settle(Settlement::Recorded, self.now);
            return Ok(());
        };
        taken.settle(Settlement::Bounce, self.now);
        if letter.state == MailState::Bounced {
            return Ok(());
        }
        self.uow.outbox().mark_bounced(letter.id, self.now, &status.to_string()).await?;
        if let Some(ticket) = letter.ticket {
            taken.ticket = self.tell_of_bounce(ticket, &letter, status).await?;
        }
        self.check_reachable(letter.recipient).await
    }

    /// In the history always; by mail to those who work on the ticket once an hour.
    /// Returns the ticket, unless it was deleted.
    async fn tell_of_bounce(
        &mut self,
        ticket: TicketId,
        letter: &SentLetter,
        status: StatusCode,
    ) -> Result<Option<TicketId>, Error> {
        let Some(ticket) = self.uow.tickets().find(ticket).await? else { return Ok(None) };
        let fact = Fact::new(EventKind::MailBounced).before_person(Some(letter.recipient)).after(&status.to_string());
        let since = self.now - PAUSE;
        if self.uow.outbox().was_queued(ticket.id, MailKind::MailBounced, since).await? {
            self.append_history(Topic::Ticket(ticket.id), &[fact]).await?;
        } else {
            self.notify_about_ticket(Some(&ticket), &ticket, vec![fact]).await?;
        }
        Ok(Some(ticket.id))
    }

    async fn check_reachable(&mut self, person: PersonId) -> Result<(), Error> {
        let answers = self.uow.outbox().bounces_of(person, self.now - LOOKED_BACK).await?;
        let came_back: Vec<StatusCode> = answers.iter().filter_map(|answer| answer.parse().ok()).collect();
        if !is_unreachable(&came_back) {
            return Ok(());
        }
        let Some(mut person) = self.uow.people().find(person).await? else { return Ok(()) };
        let facts = person.lose_address(self.now);
        self.record_person(&mut person, facts).await
    }
}

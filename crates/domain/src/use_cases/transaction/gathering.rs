//! Which of the mails of this transaction join a letter that waits, or wait themselves.

use time::Duration;

use super::context::TxContext;
use crate::ids::{PersonId, TicketId};
use crate::notification::{Frequency, Mail, RecentLetter, gather, gather_digest, next_report};
use crate::people::TimeZone;
use crate::use_cases::Error;

impl TxContext<'_> {
    /// Reads what was queued about this ticket lately, once.
    pub(super) async fn read_letters_about(&mut self, ticket: TicketId) -> Result<(), Error> {
        let window = self.desk.rules().gather_letters;
        if window.is_positive() && !self.letters.about.contains_key(&ticket) {
            // A letter is queued up to the window before it goes.
            let since = self.now - window - window;
            let recent = self.uow.outbox().recent_about(ticket, since).await?;
            self.letters.about.insert(ticket, recent);
        }
        Ok(())
    }

    /// Marks the mails whose recipients want less than a letter for each.
    pub(super) async fn with_frequencies(&mut self, mut mails: Vec<Mail>) -> Result<Vec<Mail>, Error> {
        let delayable = |mail: &&mut Mail| mail.kind.can_be_muted();
        let ids: Vec<PersonId> = mails.iter_mut().filter(delayable).map(|mail| mail.recipient).collect();
        let people = self.look_up(&ids).await?;
        for mail in mails.iter_mut().filter(delayable) {
            if let Some(recipient) = people.iter().find(|person| person.id == mail.recipient) {
                mail.frequency = recipient.frequency_of(mail.kind);
            }
        }
        Ok(mails)
    }

    /// Gives each mail its time, or the letter that it joins. About a new ticket nobody got any.
    pub(super) async fn gathered(&mut self, mails: Vec<Mail>) -> Result<Vec<Mail>, Error> {
        let mut gathered = Vec::with_capacity(mails.len());
        for mail in mails {
            gathered.push(match mail.frequency {
                Frequency::AtOnce => self.gathered_by_ticket(mail),
                _ => self.gathered_by_time(mail).await?,
            });
        }
        Ok(gathered)
    }

    fn gathered_by_ticket(&mut self, mail: Mail) -> Mail {
        let window = self.desk.rules().gather_letters;
        let Some(ticket) = mail.ticket.as_ref().map(|ticket| ticket.id) else { return mail };
        let recent = self.letters.about.entry(ticket).or_default();
        let mail = gather(mail, recent, window);
        recent.push(RecentLetter::of(&mail));
        mail
    }

    async fn gathered_by_time(&mut self, mail: Mail) -> Result<Mail, Error> {
        let zone = self.read_digests(&mail).await?;
        let recent = self.letters.digests.entry((mail.recipient, mail.frequency)).or_default();
        let mail = gather_digest(mail, recent, &zone);
        recent.push(RecentLetter::of(&mail));
        Ok(mail)
    }

    /// Gives a report its time; `None` where one waits that will report this too.
    pub(super) async fn reported(&mut self, mail: Mail) -> Result<Option<Mail>, Error> {
        let zone = self.read_digests(&mail).await?;
        let recent = self.letters.digests.entry((mail.recipient, mail.frequency)).or_default();
        let mail = next_report(mail, recent, &zone);
        recent.extend(mail.as_ref().map(RecentLetter::of));
        Ok(mail)
    }

    /// Reads what of this frequency its recipient got lately, once. Returns the recipient's time zone.
    async fn read_digests(&mut self, mail: &Mail) -> Result<TimeZone, Error> {
        let digest = (mail.recipient, mail.frequency);
        if !self.letters.digests.contains_key(&digest) {
            // One that waits for the morning was queued within a day, or an hour more where clocks change.
            let since = self.now - Duration::hours(25);
            let recent = self.uow.outbox().digests_to(mail.recipient, mail.frequency, since).await?;
            self.letters.digests.insert(digest, recent);
        }
        let own = self.look_up(&[mail.recipient]).await?.pop().and_then(|recipient| recipient.time_zone.clone());
        Ok(own.unwrap_or_else(|| self.desk.rules().time_zone.clone()))
    }
}

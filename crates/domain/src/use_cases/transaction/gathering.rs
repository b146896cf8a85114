//! Which of the mails of this transaction join a letter that waits, or wait themselves.

use time::Duration;

use super::context::TxContext;
use crate::ids::TicketId;
use crate::notification::{Mail, RecentLetter, gather};
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

    /// Gives each mail its time, or the letter that it joins. About a new ticket nobody got any.
    pub(super) fn gathered(&mut self, mails: Vec<Mail>) -> Vec<Mail> {
        let window = self.desk.rules().gather_letters;
        mails.into_iter().map(|mail| self.gathered_within(mail, window)).collect()
    }

    fn gathered_within(&mut self, mail: Mail, window: Duration) -> Mail {
        let Some(ticket) = mail.ticket.as_ref().map(|ticket| ticket.id) else { return mail };
        let recent = self.letters.about.entry(ticket).or_default();
        let mail = gather(mail, recent, window);
        recent.push(RecentLetter::of(&mail));
        mail
    }
}

//! Mails that stay where they were, and of which a transport brings the header: too large ones, and those that can't be fetched.

use super::unproven::PAUSE;
use super::weigh::Weighed;
use crate::history::{EventKind, Fact};
use crate::ids::IncomingMailId;
use crate::incoming::{ArrivedMail, HeldBecause, LeftBehind, MailDigest, TakenMail, TakenState};
use crate::mail::MailKind;
use crate::people::By;
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Error, IncomingMails, TakenIn};

impl IncomingMails<'_> {
    /// Notes a mail by its header, for a decision of staff. The sender of one that is too large hears of it, where the desk knows them.
    pub(super) async fn leave(
        self,
        arrived: &ArrivedMail,
        left: &LeftBehind,
        digest: MailDigest,
    ) -> Result<TakenIn, Error> {
        let ports = &self.desk.ports;
        let header = ports.mail_reader.read(arrived.raw.clone()).await;
        let weighed = self.weigh(&header, &arrived.recipients).await?;
        let raw = self.store_bytes(&arrived.raw).await?;
        let id = IncomingMailId::new(ports.ids.uuid());
        let mut mail = TakenMail::new(id, digest, arrived, raw, ports.clock.now());
        mail.reading = Some(self.reading(&header, &weighed));
        mail.ticket = weighed.ticket.as_ref().map(|ticket| ticket.id);
        mail.hold(left.because());
        mail.error = Some(left.to_string());
        let known = self.desk.in_transaction(By::System, |tx| Box::pin(tx.leave(&mail, &weighed))).await?;
        match known {
            Some(known) => self.add_recipients(known, arrived).await,
            None => Ok(TakenIn::New(id)),
        }
    }
}

impl TxContext<'_> {
    async fn leave(&mut self, mail: &TakenMail, weighed: &Weighed) -> Result<Option<IncomingMailId>, Error> {
        if let Some(raw) = mail.raw {
            self.claim_again(raw).await?;
        }
        let is_due = self.letter_is_due(mail, weighed).await?;
        if let Some(known) = self.uow.mail_intake().append(mail).await? {
            return Ok(Some(known));
        }
        self.report_held_mail(mail.ticket, mail.state).await?;
        if let Some(sender) = weighed.sender.person.as_ref().filter(|_| is_due) {
            let most = self.desk.rules().incoming.most_bytes;
            let fact = Fact::new(EventKind::MailTooLarge).after(&most.to_string()).text(&weighed.title);
            self.record_account_event(sender, vec![fact]).await?;
        }
        Ok(None)
    }

    /// Whether the sender of a mail that is too large gets a letter: not where another one was lately.
    async fn letter_is_due(&mut self, mail: &TakenMail, weighed: &Weighed) -> Result<bool, Error> {
        let is_too_large = mail.state == TakenState::Held(HeldBecause::TooLarge);
        let wants = is_too_large && weighed.may_be_answered() && !weighed.case.is_marked_spam;
        let Some(sender) = weighed.sender.person.as_ref().filter(|_| wants) else { return Ok(false) };
        Ok(!self.uow.outbox().was_queued_to(sender.id, MailKind::MailTooLarge, self.now - PAUSE).await?)
    }
}

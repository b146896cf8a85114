//! Mails that are larger than the desk takes, and of which a transport brings the header.

use time::Duration;

use super::weigh::Weighed;
use crate::history::{EventKind, Fact};
use crate::ids::IncomingMailId;
use crate::incoming::{ArrivedMail, HeldBecause, TakenMail};
use crate::people::By;
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Error, IncomingMails, TakenIn};

/// How often one person is written to.
const PAUSE: Duration = Duration::DAY;

impl IncomingMails<'_> {
    /// Notes a mail by its header, for a decision of staff, and tells its sender, where the desk knows them. `size` are the bytes of
    /// the whole mail.
    pub(super) async fn leave(self, arrived: &ArrivedMail, size: u64) -> Result<TakenIn, Error> {
        let ports = &self.desk.ports;
        let digest = ports.mail_reader.digest(&arrived.raw);
        if let Some(id) = ports.intake.known(digest).await? {
            let state = ports.intake.find(id).await?.ok_or(Error::NotFound)?.mail.state;
            return Ok(TakenIn::Known { id, state });
        }
        let header = ports.mail_reader.read(arrived.raw.clone()).await;
        let weighed = self.weigh(&header, &arrived.recipients).await?;
        let raw = self.store_bytes(&arrived.raw).await?;
        let id = IncomingMailId::new(ports.ids.uuid());
        let mut mail = TakenMail::new(id, digest, arrived, raw, ports.clock.now());
        mail.reading = Some(self.reading(&header, &weighed));
        mail.ticket = weighed.ticket.as_ref().map(|ticket| ticket.id);
        mail.hold(HeldBecause::TooLarge);
        mail.error = Some(format!("the whole mail has {size} bytes, and stays where it was"));
        let known = self.desk.in_transaction(By::System, |tx| Box::pin(tx.leave(&mail, &weighed))).await?;
        Ok(known.map_or(TakenIn::New(id), |id| TakenIn::Known { id, state: mail.state }))
    }
}

impl TxContext<'_> {
    async fn leave(&mut self, mail: &TakenMail, weighed: &Weighed) -> Result<Option<IncomingMailId>, Error> {
        if let Some(raw) = mail.raw {
            self.claim_again(raw).await?;
        }
        let told_before = self.has_been_told(mail, weighed).await?;
        if let Some(known) = self.uow.mail_intake().append(mail).await? {
            return Ok(Some(known));
        }
        self.report_held_mail(mail.ticket, mail.state).await?;
        let sender = weighed.sender.person.as_ref().filter(|_| weighed.is_by_human() && !told_before);
        if let Some(sender) = sender {
            let most = self.desk.rules().incoming.most_bytes;
            let fact = Fact::new(EventKind::MailTooLarge).after(&most.to_string()).text(&weighed.title);
            self.record_account_event(sender, vec![fact]).await?;
        }
        Ok(None)
    }

    /// Whether the sender heard of another mail lately.
    async fn has_been_told(&mut self, mail: &TakenMail, weighed: &Weighed) -> Result<bool, Error> {
        let Some(sender) = &weighed.sender.person else { return Ok(true) };
        let held = self.uow.mail_intake().held_of(sender.id, HeldBecause::TooLarge).await?;
        Ok(held.iter().any(|other| mail.received_at < other.received_at + PAUSE))
    }
}

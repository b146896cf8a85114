use crate::notification::{Mail, MailKind, Reason, still_entitled};
use crate::people::Person;
use crate::permissions::TicketVisibility;
use crate::ports::{ClaimedMail, Derivation, MailLink, OutgoingMail, SecretToken, StorageError, TicketKey};
use crate::ticket::{Ticket, TicketStatus};
use crate::use_cases::{Error, OutboxMail};

/// Why a claimed mail cannot be sent.
pub(crate) enum NotSent {
    /// The recipient may not get it any more.
    Dropped(&'static str),
    /// The store failed, so it is not known whether the recipient may get it.
    Failed(Error),
}

impl From<&'static str> for NotSent {
    fn from(reason: &'static str) -> Self {
        Self::Dropped(reason)
    }
}

impl From<StorageError> for NotSent {
    fn from(error: StorageError) -> Self {
        Self::Failed(error.into())
    }
}

impl OutboxMail<'_> {
    /// Composes a claimed mail for sending: checks that the recipient may still get it, and adds the address, the links and the
    /// content of a digest.
    pub(crate) async fn compose(self, claimed_mail: ClaimedMail) -> Result<OutgoingMail, NotSent> {
        let ClaimedMail { mail, recipient, .. } = claimed_mail;
        let recipient = recipient.ok_or("there is no such person")?;
        let ticket = self.check_entitlement(&mail, &recipient).await?;
        let to = mail.address.clone().or_else(|| recipient.email.clone()).ok_or("the recipient has no address")?;
        let to_name = recipient.has_verified(&to).then(|| recipient.name.clone());
        let language = recipient.language.unwrap_or(self.desk.rules.language);
        let time_zone = recipient.time_zone.clone().unwrap_or_else(|| self.desk.rules.time_zone.clone());
        let link = self.link_of(&mail).await?;
        let digest = match mail.kind {
            MailKind::DeskDigest => Some(self.digest_of(&mail).await?),
            _ => None,
        };
        let solution = self.solution_token(&mail, ticket.as_ref());
        let (mute, replies) = (self.mute_token(&mail), self.replies(&mail, &recipient));
        Ok(OutgoingMail { mute, solution, replies, mail, to, to_name, language, time_zone, link, digest })
    }

    /// Looks up the ticket, and asks for it and the permission as they are now.
    async fn check_entitlement(self, mail: &Mail, recipient: &Person) -> Result<Option<Ticket>, NotSent> {
        let ticket = match &mail.ticket {
            Some(ticket) => {
                self.desk.ports.tickets.find(TicketVisibility::Everything, TicketKey::Id(ticket.id)).await?
            }
            None => None,
        };
        let ticket = ticket.map(|view| view.ticket);
        still_entitled(mail, recipient, ticket.as_ref(), self.desk.workflow())?;
        match ticket {
            Some(ref ticket) if self.desk.ports.tickets.is_muted(ticket.id, recipient.id).await? => {
                Err("the recipient muted the ticket".into())
            }
            ticket => Ok(ticket),
        }
    }

    /// The token for the answer to a solution, where the mail brings one and the ticket has it still.
    fn solution_token(self, mail: &Mail, ticket: Option<&Ticket>) -> Option<SecretToken> {
        let ticket = ticket.filter(|ticket| ticket.status == TicketStatus::Resolved)?;
        let is_about_it = mail.reason == Reason::Reporter && mail.brings_solution();
        if !is_about_it || !self.desk.ports.secrets.is_supported() {
            return None;
        }
        self.desk.tickets().solution_token(ticket, mail.recipient)
    }

    fn mute_token(self, mail: &Mail) -> Option<SecretToken> {
        let ticket = mail.ticket.as_ref().filter(|_| self.desk.ports.secrets.is_supported())?;
        Some(self.desk.tickets().mute_token(ticket.id, mail.recipient))
    }

    /// The link of a mail, if its kind has one. Refuses one that expired, was used, or was replaced by a later link.
    async fn link_of(self, mail: &Mail) -> Result<Option<MailLink>, NotSent> {
        let Some(purpose) = mail.kind.link_purpose() else { return Ok(None) };
        if mail.created_at + purpose.lifetime() <= self.desk.ports.clock.now() {
            return Err("the link expired before it could be sent".into());
        }
        let (secrets, from) = (&self.desk.ports.secrets, Derivation::Mail(mail.id));
        // A mail that was queued before a rotation of the secret has a token of the previous one.
        for token in std::iter::once(secrets.derive(from)).chain(secrets.derived_before(from)) {
            match self.desk.email_links().check(token.reveal(), &[purpose]).await {
                Ok(()) => return Ok(Some(MailLink { purpose, token })),
                Err(Error::LinkInvalid) => {}
                Err(error) => return Err(NotSent::Failed(error)),
            }
        }
        Err("the link was used, or another took its place".into())
    }
}

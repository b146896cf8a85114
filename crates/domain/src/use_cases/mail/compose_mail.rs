use crate::notification::{Mail, still_entitled};
use crate::ports::{ClaimedMail, MailLink, OutgoingMail};
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

impl OutboxMail<'_> {
    /// Composes a claimed mail for sending: checks that the recipient may still get it, and adds the address and the
    /// link.
    pub(crate) async fn compose(self, claimed_mail: ClaimedMail) -> Result<OutgoingMail, NotSent> {
        let ClaimedMail { mail, recipient, .. } = claimed_mail;
        let recipient = recipient.ok_or("there is no such person")?;
        still_entitled(&mail, &recipient, self.desk.workflow())?;
        let to = mail.address.clone().or_else(|| recipient.email.clone()).ok_or("the recipient has no address")?;
        let link = self.link_of(&mail).await?;
        Ok(OutgoingMail { mail, to, to_name: recipient.name.clone(), link })
    }

    /// The link of a mail, if its kind has one. Refuses one that expired, was used, or was replaced by a later link.
    async fn link_of(self, mail: &Mail) -> Result<Option<MailLink>, NotSent> {
        let Some(purpose) = mail.kind.link_purpose() else { return Ok(None) };
        if mail.created_at + purpose.lifetime() <= self.desk.ports.clock.now() {
            return Err("the link expired before it could be sent".into());
        }
        let secrets = &self.desk.ports.secrets;
        // A mail that was queued before a rotation of the secret has a token of the previous one.
        for token in std::iter::once(secrets.derive(mail.id)).chain(secrets.derived_before(mail.id)) {
            match self.desk.email_links().check(token.reveal(), &[purpose]).await {
                Ok(()) => return Ok(Some(MailLink { purpose, token })),
                Err(Error::LinkInvalid) => {}
                Err(error) => return Err(NotSent::Failed(error)),
            }
        }
        Err("the link was used, or another took its place".into())
    }
}

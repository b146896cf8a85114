use crate::notification::{Mail, still_entitled};
use crate::ports::{ClaimedMail, MailLink, OutgoingMail};
use crate::use_cases::{Error, OutboxMail};

/// Why there is no mail.
pub(crate) enum NotSent {
    /// The recipient is not to have it any more.
    Dropped(&'static str),
    /// That could not be found out.
    Failed(Error),
}

impl From<&'static str> for NotSent {
    fn from(reason: &'static str) -> Self {
        Self::Dropped(reason)
    }
}

impl OutboxMail<'_> {
    /// The mail as it goes out now: to whom it may still go, where they are reached, with its link.
    pub(crate) async fn compose(self, claimed_mail: ClaimedMail) -> Result<OutgoingMail, NotSent> {
        let ClaimedMail { mail, recipient, .. } = claimed_mail;
        let recipient = recipient.ok_or("there is no such person")?;
        still_entitled(&mail, &recipient, self.desk.workflow())?;
        let to = mail.address.clone().or_else(|| recipient.email.clone()).ok_or("the recipient has no address")?;
        let link = self.link_of(&mail).await?;
        Ok(OutgoingMail { mail, to, to_name: recipient.name.clone(), link })
    }

    /// The link of a mail that has one, as long as it is good: a later one may have taken its place.
    async fn link_of(self, mail: &Mail) -> Result<Option<MailLink>, NotSent> {
        let Some(purpose) = mail.kind.link_purpose() else { return Ok(None) };
        if mail.created_at + purpose.lifetime() <= self.desk.ports.clock.now() {
            return Err("the link expired before it could be sent".into());
        }
        let token = self.desk.ports.secrets.derive(mail.id);
        match self.desk.email_links().check(token.reveal(), &[purpose]).await {
            Ok(()) => Ok(Some(MailLink { purpose, token })),
            Err(Error::LinkInvalid) => Err("the link was used, or another took its place".into()),
            Err(error) => Err(NotSent::Failed(error)),
        }
    }
}

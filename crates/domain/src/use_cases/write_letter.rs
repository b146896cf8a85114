use super::{Error, UseCases};
use crate::notification::{Notice, still_entitled};
use crate::ports::{Delivery, Letter, LetterLink};

/// Why there is no letter.
pub(super) enum NoLetter {
    /// The recipient is not to have it any more.
    Dropped(&'static str),
    /// That could not be found out.
    Failed(Error),
}

impl From<&'static str> for NoLetter {
    fn from(reason: &'static str) -> Self {
        Self::Dropped(reason)
    }
}

impl UseCases {
    /// The letter as it goes out now: to whom it may still go, where they are reached, with its link.
    pub(super) async fn write_letter(&self, delivery: Delivery) -> Result<Letter, NoLetter> {
        let Delivery { notice, recipient, .. } = delivery;
        let recipient = recipient.ok_or("there is no such person")?;
        still_entitled(&notice, &recipient, self.workflow())?;
        let to = notice.address.clone().or_else(|| recipient.email.clone()).ok_or("the recipient has no address")?;
        let link = self.link_in(&notice).await?;
        Ok(Letter { notice, to, to_name: recipient.name.clone(), link })
    }

    /// The link of a notice that has one, as long as it is good: a later one may have taken its place.
    async fn link_in(&self, notice: &Notice) -> Result<Option<LetterLink>, NoLetter> {
        let Some(purpose) = notice.kind.link_purpose() else { return Ok(None) };
        if notice.created_at + purpose.lifetime() <= self.ports.clock.now() {
            return Err("the link expired before it could be sent".into());
        }
        let token = self.ports.secrets.derive(notice.id);
        match self.look_at_link(token.reveal(), &[purpose]).await {
            Ok(()) => Ok(Some(LetterLink { purpose, token })),
            Err(Error::LinkInvalid) => Err("the link was used, or another took its place".into()),
            Err(error) => Err(NoLetter::Failed(error)),
        }
    }
}

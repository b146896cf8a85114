use crate::people::{By, LinkPurpose, Person};
use crate::ports::{AccountLink, PersonKey, SecretDigest};
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{EmailLinks, Error};

impl EmailLinks<'_> {
    /// Whether a link is good just now for one of these purposes. It stays so: to look is not to follow.
    ///
    /// # Errors
    /// [`Error::LinkInvalid`] where it is not.
    pub async fn check(self, token: &str, purposes: &[LinkPurpose]) -> Result<(), Error> {
        let digest = self.desk.ports.secrets.digest(token);
        self.link_owner(&digest, purposes).await.map(drop)
    }

    /// Whose account a good link is about. Only a read: strangers who guess at links hold up nobody who writes.
    pub(crate) async fn link_owner(self, digest: &SecretDigest, purposes: &[LinkPurpose]) -> Result<Person, Error> {
        let found = self.desk.ports.mail.link(digest, self.desk.ports.clock.now()).await?;
        let link = found.filter(|link| purposes.contains(&link.purpose)).ok_or(Error::LinkInvalid)?;
        let owner = self.desk.ports.people.find(PersonKey::Id(link.person)).await?;
        owner.map(|view| view.person).filter(|person| is_valid_for(&link, person)).ok_or(Error::LinkInvalid)
    }
}

impl TxContext<'_> {
    /// Uses up a link, and says whose it is. From then on it is they who do what is done.
    ///
    /// The person is locked before the link: everybody else who needs both takes them in this order.
    pub(crate) async fn redeem_link(
        &mut self,
        digest: &SecretDigest,
        purposes: &[LinkPurpose],
    ) -> Result<(Person, AccountLink), Error> {
        let now = self.now;
        let found = self.uow.account_links().find(digest, now).await?;
        let link = found.filter(|link| purposes.contains(&link.purpose)).ok_or(Error::LinkInvalid)?;
        let person = self.uow.people().find(link.person).await?.ok_or(Error::LinkInvalid)?;
        let link = self.uow.account_links().consume(digest, now).await?.ok_or(Error::LinkInvalid)?;
        if !is_valid_for(&link, &person) {
            return Err(Error::LinkInvalid);
        }
        self.by = By::Person(person.id);
        Ok((person, link))
    }
}

/// A link shows that its reader has the address that it was sent to: that must be the person's still.
fn is_valid_for(link: &AccountLink, person: &Person) -> bool {
    link.purpose.is_of_use_to(person) && person.is_reached_at(&link.address)
}

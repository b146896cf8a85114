use crate::people::{By, LinkPurpose, Person};
use crate::ports::{AccountLink, PersonKey, SecretDigest};
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{EmailLinks, Error};

impl EmailLinks<'_> {
    /// Checks that a link is valid now for one of these purposes. The check does not use it up.
    ///
    /// # Errors
    /// [`Error::LinkInvalid`] if it is not.
    pub async fn check(self, token: &str, purposes: &[LinkPurpose]) -> Result<(), Error> {
        let digest = self.desk.ports.secrets.digest(token);
        self.link_owner(&digest, purposes).await.map(drop)
    }

    /// The person whose account a valid link is about. It only reads, so that requests with guessed links do not delay
    /// writers.
    pub(crate) async fn link_owner(self, digest: &SecretDigest, purposes: &[LinkPurpose]) -> Result<Person, Error> {
        let found = self.desk.ports.mail.link(digest, self.desk.ports.clock.now()).await?;
        let link = found.filter(|link| purposes.contains(&link.purpose)).ok_or(Error::LinkInvalid)?;
        let owner = self.desk.ports.people.find(PersonKey::Id(link.person)).await?;
        owner.map(|view| view.person).filter(|person| is_valid_for(&link, person)).ok_or(Error::LinkInvalid)
    }
}

impl TxContext<'_> {
    /// Uses up a link and locks the person whom it belongs to, who becomes the author of this transaction.
    ///
    /// It locks the person before the link, as every transaction does that needs both, so that they cannot deadlock.
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
        self.by_link = true;
        Ok((person, link))
    }
}

fn is_valid_for(link: &AccountLink, person: &Person) -> bool {
    link.purpose.is_good_for(person, &link.address)
}

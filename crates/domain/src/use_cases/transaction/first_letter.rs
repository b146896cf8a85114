//! Letters to addresses that are not verified. Anybody can type an address of somebody else, so each mailbox gets at most one
//! letter within [`LinkPurpose::PAUSE`], whatever asked for it and whoever.

use super::context::TxContext;
use crate::history::{EventKind, Fact};
use crate::mail::{EmailAddress, LinkPurpose};
use crate::people::Person;
use crate::use_cases::Error;

impl TxContext<'_> {
    /// The facts without those that would send a letter to a mailbox too soon after the last one. For the others the mailbox is
    /// reserved.
    pub(super) async fn without_letters_too_soon(
        &mut self,
        person: &Person,
        facts: Vec<Fact>,
    ) -> Result<Vec<Fact>, Error> {
        let mut kept = Vec::with_capacity(facts.len());
        for fact in facts {
            let unverified = fact.address.as_ref().filter(|address| !person.has_verified(address));
            match unverified {
                Some(address) if fact.kind == EventKind::LinkSent && !self.reserve(address, &fact).await? => {}
                _ => kept.push(fact),
            }
        }
        Ok(kept)
    }

    /// An answer to a mail of the owner has a place of its own: others could take the common one again and again.
    async fn reserve(&mut self, address: &EmailAddress, sent: &Fact) -> Result<bool, Error> {
        if !self.desk.rules().send_notices {
            return Ok(true);
        }
        self.desk.require_secrets()?;
        let claim = LinkPurpose::ClaimAccount.as_str();
        let place = if sent.after.as_deref() == Some(claim) { claim } else { "" };
        let mailbox = self.desk.ports.secrets.digest(&format!("{}{place}", address.mailbox()));
        let since = self.now - LinkPurpose::PAUSE;
        Ok(self.uow.account_links().reserve_mailbox(&mailbox, self.now, since).await?)
    }
}

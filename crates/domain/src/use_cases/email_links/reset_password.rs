use crate::people::{By, LinkPurpose, Password, PasswordHash, Username};
use crate::ports::{SecretDigest, SecretToken};
use crate::use_cases::transaction::{Ending, TxContext};
use crate::use_cases::{EmailLinks, Error};

/// A new password, with the token of a link that allows to set it.
#[derive(Clone, Debug)]
pub struct ResetPassword {
    /// The token, as the client presents it.
    pub token: SecretToken,
    /// The new password.
    pub password: Password,
}

/// The purposes of links that set a password.
const PASSWORD_PURPOSES: &[LinkPurpose] =
    &[LinkPurpose::ResetPassword, LinkPurpose::AcceptInvitation, LinkPurpose::ClaimAccount];

impl EmailLinks<'_> {
    /// Sets the password of the person whom the link was mailed to: a new one after a reset or when they claim an account, the first one after
    /// an invitation. All sessions and API keys of the person end. The e-mail address counts as verified, because the link was read
    /// there. Returns the name with which the person signs in.
    ///
    /// # Errors
    /// [`Error::LinkInvalid`]; [`Error::Field`] for a password that is too easy to guess, and the link
    /// then stays valid; [`Error::Overloaded`].
    pub async fn reset_password(self, command: ResetPassword) -> Result<Username, Error> {
        let digest = self.desk.ports.secrets.digest(command.token.reveal());
        // Checks the link before hashing, so that a guessed token costs no password hash.
        let owner = self.link_owner(&digest, PASSWORD_PURPOSES).await?;
        let hash = self.desk.accounts().hash_new_password("password", command.password, &owner.known_names()).await?;
        self.desk.in_transaction(By::System, |tx| Box::pin(tx.reset_password(&digest, &hash))).await
    }
}

impl TxContext<'_> {
    async fn reset_password(&mut self, digest: &SecretDigest, hash: &PasswordHash) -> Result<Username, Error> {
        let (mut person, link) = self.redeem_link(digest, PASSWORD_PURPOSES).await?;
        let mut facts = match link.purpose {
            LinkPurpose::AcceptInvitation => person.accept_invitation(hash.clone()),
            LinkPurpose::ClaimAccount => person.hand_over(hash.clone()),
            _ => person.change_password(hash.clone()),
        };
        facts.extend(person.verify_email(self.now));
        // A thief may have made keys before the owner came back.
        self.record_person_ending(&mut person, facts, Ending { api_keys: true, spared: None }).await?;
        Ok(person.username.clone())
    }
}

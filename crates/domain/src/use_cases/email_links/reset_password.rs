use crate::people::{By, EmailAddress, LinkPurpose, Password, PasswordHash};
use crate::ports::SecretDigest;
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{EmailLinks, Error};

/// The links that set a password.
const PASSWORD_PURPOSES: &[LinkPurpose] = &[LinkPurpose::ResetPassword, LinkPurpose::AcceptInvitation];

impl EmailLinks<'_> {
    /// Sets a new password for whoever presents the link that was mailed for it, or the first one for whoever was
    /// invited. All sessions of the account end. Who read that mail has shown that its address is theirs.
    ///
    /// # Errors
    /// [`Error::LinkInvalid`]; [`Error::Field`] for a password that repeats a name, and then the link stays good.
    pub async fn reset_password(self, token: &str, password: Password) -> Result<(), Error> {
        let digest = self.desk.ports.secrets.digest(token);
        // Asked first, so that a stranger with a made-up token gets no password hashed.
        let owner = self.link_owner(&digest, PASSWORD_PURPOSES).await?;
        let email = owner.email.as_ref().map_or("", EmailAddress::as_str);
        let hash = self.desk.accounts().hash_new_password(password, &[owner.username.as_str(), email]).await?;
        self.desk.in_transaction(By::System, |tx| Box::pin(tx.reset_password(&digest, &hash))).await
    }
}

impl TxContext<'_> {
    async fn reset_password(&mut self, digest: &SecretDigest, hash: &PasswordHash) -> Result<(), Error> {
        let (mut person, link) = self.redeem_link(digest, PASSWORD_PURPOSES).await?;
        let mut facts = match link.purpose {
            LinkPurpose::AcceptInvitation => person.accept_invitation(hash.clone()),
            LinkPurpose::ResetPassword | LinkPurpose::VerifyEmail => person.change_password(hash.clone()),
        };
        facts.extend(person.verify_email(self.now));
        self.record_person(&mut person, facts).await
    }
}

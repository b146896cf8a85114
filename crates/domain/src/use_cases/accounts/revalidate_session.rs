use crate::use_cases::{Accounts, Caller, Credential, CredentialId, Error};

impl Accounts<'_> {
    /// Asks again who somebody is whose connection stays open: as they are now, not as they were when it was opened.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] where the session has ended, the key is no longer good, or the account no longer in
    /// use.
    pub async fn revalidate(self, caller: &Caller) -> Result<Caller, Error> {
        let (person, credential) = match caller.credential {
            Credential::Session(id) => (self.person_of_session(id, caller.actor.id).await?, Credential::Session(id)),
            Credential::ApiKey { id, .. } => {
                let (key, owner) = self.live_key(id).await?;
                let credential = Credential::of_key(&key, &owner);
                (owner, credential)
            }
        };
        Caller::admitted(person, credential)
    }

    /// Which of these still stand: for those whose connections stay open, all in one question of each kind.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn still_valid(self, asked: &[CredentialId]) -> Result<Vec<CredentialId>, Error> {
        let sessions: Vec<_> = asked.iter().filter_map(CredentialId::session).collect();
        let keys: Vec<_> = asked.iter().filter_map(CredentialId::api_key).collect();
        let mut valid = Vec::new();
        if !sessions.is_empty() {
            let found = self.desk.ports.people.standing_sessions(&sessions).await?;
            valid.extend(found.into_iter().map(CredentialId::Session));
        }
        if !keys.is_empty() {
            let found = self.desk.ports.api_keys.standing(&keys, self.desk.ports.clock.now()).await?;
            valid.extend(found.into_iter().map(CredentialId::ApiKey));
        }
        Ok(valid)
    }
}

use crate::use_cases::{Accounts, Admission, Caller, Credential, CredentialId, Error};

impl Accounts<'_> {
    /// Reads the caller of an open connection again, with the present role, status and scopes.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] if the session has ended, the access token has expired, the key is revoked or expired,
    /// or the account is not in use.
    pub async fn revalidate(self, caller: &Caller) -> Result<Caller, Error> {
        if caller.expires_at.is_some_and(|expires_at| expires_at <= self.desk.ports.clock.now()) {
            return Err(Error::Unauthenticated);
        }
        let (person, credential) = match caller.credential {
            Credential::Session(id) => (self.person_of_session(id, caller.actor.id).await?, Credential::Session(id)),
            Credential::ApiKey { id, .. } => {
                let (key, owner) = self.live_key(id).await?;
                let credential = Credential::of_key(&key, &owner);
                (owner, credential)
            }
        };
        let admitted_by = (Admission::Enrolled, self.desk.workflow());
        let admitted = Caller::admitted(person, credential, caller.origin.clone(), admitted_by)?;
        Ok(admitted.until(caller.expires_at))
    }

    /// The credentials among these that are still valid: sessions that have not ended, keys neither revoked nor
    /// expired. Takes one query for all sessions and one for all keys, however many connections are open.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn still_valid(self, asked: &[CredentialId]) -> Result<Vec<CredentialId>, Error> {
        let now = self.desk.ports.clock.now();
        let sessions: Vec<_> = asked.iter().filter_map(CredentialId::session).collect();
        let keys: Vec<_> = asked.iter().filter_map(CredentialId::api_key).collect();
        let mut valid = Vec::new();
        if !sessions.is_empty() {
            let found = self.desk.ports.people.valid_sessions(&sessions, now).await?;
            valid.extend(found.into_iter().map(CredentialId::Session));
        }
        if !keys.is_empty() {
            let found = self.desk.ports.api_keys.still_valid(&keys, now).await?;
            valid.extend(found.into_iter().map(CredentialId::ApiKey));
        }
        Ok(valid)
    }
}

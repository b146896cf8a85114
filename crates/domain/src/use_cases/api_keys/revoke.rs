use crate::history::{EventKind, Fact};
use crate::ids::ApiKeyId;
use crate::people::Actor;
use crate::permissions;
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{ApiKeys, Error};

impl ApiKeys<'_> {
    /// Revokes a key. The next request with it is refused, on every instance.
    ///
    /// # Errors
    /// [`Error::NotFound`] also if the caller may not manage the key, or it is revoked already.
    pub async fn revoke(self, actor: &Actor, id: ApiKeyId) -> Result<(), Error> {
        self.desk.in_transaction(actor, |tx| Box::pin(tx.revoke_api_key(actor, id))).await
    }
}

impl TxContext<'_> {
    async fn revoke_api_key(&mut self, actor: &Actor, id: ApiKeyId) -> Result<(), Error> {
        let key = self.uow.api_keys().find(id).await?.ok_or(Error::NotFound)?;
        // A key that the caller may not manage gets the same answer as one that does not exist.
        permissions::may_manage_keys_of(actor, key.owner).map_err(|_| Error::NotFound)?;
        // Locks the person before the key, in the same order as the removal of a person.
        let owner = self.uow.people().find(key.owner).await?.ok_or(Error::NotFound)?;
        if !self.uow.api_keys().revoke(id, self.now).await? {
            return Err(Error::NotFound);
        }
        let fact = Fact::new(EventKind::ApiKeyRevoked).after(key.name.as_str());
        self.record_account_event(&owner, vec![fact]).await
    }
}

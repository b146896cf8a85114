use crate::api_keys::ApiKey;
use crate::ids::ApiKeyId;
use crate::people::Actor;
use crate::permissions;
use crate::use_cases::{ApiKeys, Error};

impl ApiKeys<'_> {
    /// Shows one key that is not revoked.
    ///
    /// # Errors
    /// [`Error::NotFound`] also if the caller may not manage the key.
    pub async fn show(self, actor: &Actor, id: ApiKeyId) -> Result<ApiKey, Error> {
        let (key, _) = self.desk.ports.api_keys.find(id).await?.ok_or(Error::NotFound)?;
        permissions::may_manage_keys_of(actor, key.owner).map_err(|_| Error::NotFound)?;
        Ok(key)
    }
}

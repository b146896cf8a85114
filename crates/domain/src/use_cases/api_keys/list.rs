use crate::api_keys::ApiKey;
use crate::people::Actor;
use crate::permissions;
use crate::ports::{ApiKeyPosition, Page, PageLimit, PersonKey};
use crate::use_cases::{ApiKeys, Error};

/// A page of keys to be listed.
#[derive(Clone, Debug, Default)]
pub struct ListApiKeys {
    /// Whose; the caller's own unless said otherwise.
    pub owner: Option<PersonKey>,
    /// After which key.
    pub after: Option<ApiKeyPosition>,
    /// How many.
    pub limit: PageLimit,
    /// Whether to count them all.
    pub count: bool,
}

impl ApiKeys<'_> {
    /// Lists keys that are not revoked, newest first.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the caller may not see the owner; [`Error::Refused`] where they may not see their keys.
    pub async fn list(self, actor: &Actor, command: ListApiKeys) -> Result<Page<ApiKey>, Error> {
        let owner = match command.owner {
            None => actor.id,
            Some(key) => self.desk.users().show(actor, key).await?.person.id,
        };
        permissions::may_manage_keys_of(actor, owner)?;
        Ok(self.desk.ports.api_keys.list(owner, command.after, command.limit, command.count).await?)
    }
}

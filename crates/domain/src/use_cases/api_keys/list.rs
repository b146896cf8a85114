use crate::api_keys::ApiKey;
use crate::people::Actor;
use crate::permissions;
use crate::ports::{ApiKeyPosition, Page, PageLimit, PersonKey};
use crate::use_cases::{ApiKeys, Error};

/// Which page of whose keys to list.
#[derive(Clone, Debug, Default)]
pub struct ListApiKeys {
    /// The owner; `None` for the caller.
    pub owner: Option<PersonKey>,
    /// The page starts after this key; `None` for the first page.
    pub after: Option<ApiKeyPosition>,
    /// The size of the page.
    pub limit: PageLimit,
    /// Whether to count all keys of the owner.
    pub count: bool,
}

impl ApiKeys<'_> {
    /// Lists the keys of one owner that are not revoked, newest first.
    ///
    /// # Errors
    /// [`Error::NotFound`] if the caller may not see the owner; [`Error::Refused`] if they may not manage the owner's
    /// keys.
    pub async fn list(self, actor: &Actor, command: ListApiKeys) -> Result<Page<ApiKey>, Error> {
        let owner = match command.owner {
            None => actor.id,
            Some(key) => self.desk.users().show(actor, key).await?.person.id,
        };
        permissions::may_manage_keys_of(actor, owner)?;
        Ok(self.desk.ports.api_keys.list(owner, command.after, command.limit, command.count).await?)
    }
}

use crate::api_keys::ApiKey;
use crate::people::Actor;
use crate::permissions;
use crate::ports::{ApiKeyPosition, Page, PageLimit, PersonKey};
use crate::use_cases::{Error, UseCases};

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

impl UseCases {
    /// Lists keys that are not revoked, newest first.
    ///
    /// # Errors
    /// [`Error::NotFound`] where the caller may not see the owner; [`Error::Refused`] where they may not see their keys.
    pub async fn list_api_keys(&self, actor: &Actor, command: ListApiKeys) -> Result<Page<ApiKey>, Error> {
        let owner = match command.owner {
            None => actor.id,
            Some(key) => self.show_person(actor, key).await?.person.id,
        };
        permissions::may_manage_keys_of(actor, owner)?;
        Ok(self.ports.api_keys.list(owner, command.after, command.limit, command.count).await?)
    }
}

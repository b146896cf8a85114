use time::OffsetDateTime;

use crate::api_keys::{ApiKey, KEY_LIFETIME, KeyName, KeyScopes, MOST_LIVE_KEYS, PresentedKey};
use crate::history::{EventKind, Fact};
use crate::ids::ApiKeyId;
use crate::invalid::Invalid;
use crate::people::{Actor, Password};
use crate::permissions;
use crate::ports::{Derivation, SecretToken};
use crate::ticket::Refusal;
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{ApiKeys, Caller, Error, Execution, Outcome};

/// A new API key of the caller.
#[derive(Clone, Debug)]
pub struct CreateApiKey {
    /// The name, for the owner to tell keys apart.
    pub name: KeyName,
    /// What the key allows.
    pub scopes: KeyScopes,
    /// When it expires: `Some(None)` for never, `None` for after [`KEY_LIFETIME`].
    pub expires_at: Option<Option<OffsetDateTime>>,
    /// The caller's current password, if they gave it: see
    /// [`Accounts::confirm_identity`](crate::use_cases::Accounts::confirm_identity).
    pub current_password: Option<Password>,
}

impl ApiKeys<'_> {
    /// Creates a key and returns it with its full text, which is not shown again.
    ///
    /// # Errors
    /// [`Error::Refused`] for a scope beyond the caller's role, or with [`Refusal::TooManyKeys`]; [`Error::Field`] for
    /// an expiry that is not in the future; those of
    /// [`Accounts::confirm_identity`](crate::use_cases::Accounts::confirm_identity).
    pub async fn create(self, caller: &Caller, command: CreateApiKey) -> Result<(ApiKey, PresentedKey), Error> {
        let key = self.create_with(caller, command, &Execution::Commit).await?.done()?;
        let presented = self.full_key(key.id).await?;
        Ok((key, presented))
    }

    /// As [`ApiKeys::create`], with a choice of [`Execution`]. [`ApiKeys::full_key`] gives the text.
    ///
    /// # Errors
    /// As [`ApiKeys::create`]; [`Error::KeyReused`].
    pub async fn create_with(
        self,
        caller: &Caller,
        command: CreateApiKey,
        execution: &Execution<'_, ApiKey>,
    ) -> Result<Outcome<ApiKey>, Error> {
        let actor = &caller.actor;
        permissions::may_make_key(actor, &command.scopes)?;
        self.desk.require_secrets()?;
        self.desk.accounts().confirm_identity(caller, command.current_password.clone()).await?;
        let id = ApiKeyId::new(self.desk.ports.ids.uuid());
        let presented = PresentedKey { id, secret: self.desk.ports.secrets.derive(Derivation::ApiKey(id)) };
        self.desk.run(actor, execution, |tx| Box::pin(tx.create_api_key(caller, &command, &presented))).await
    }

    /// The full text of a key just created, for its owner. It is derived from the id, so that a repeated request gets
    /// the same text although the store has only its digest, also where the desk's secret was rotated in between.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn full_key(self, id: ApiKeyId) -> Result<PresentedKey, Error> {
        let secrets = &self.desk.ports.secrets;
        let (mut secret, before) =
            (secrets.derive(Derivation::ApiKey(id)), secrets.derived_before(Derivation::ApiKey(id)));
        if !before.is_empty()
            && let Some((key, _)) = self.desk.ports.api_keys.find(id).await?
        {
            let is_stored = |token: &SecretToken| secrets.digest(token.reveal()) == key.digest;
            secret = before.into_iter().find(is_stored).unwrap_or(secret);
        }
        Ok(PresentedKey { id, secret })
    }
}

impl TxContext<'_> {
    async fn create_api_key(
        &mut self,
        caller: &Caller,
        command: &CreateApiKey,
        presented: &PresentedKey,
    ) -> Result<ApiKey, Error> {
        // Locks the owner, so that two concurrent requests cannot exceed the limit.
        let owner = self.lock_signed_in(caller).await?;
        permissions::may_make_key(&Actor::from(&owner), &command.scopes)?;
        let expires_at = command.expires_at.unwrap_or_else(|| Some(self.now + KEY_LIFETIME));
        let expires_at = expires_at.map(OffsetDateTime::truncate_to_millisecond);
        if expires_at.is_some_and(|end| end <= self.now) {
            return Err(Error::Field { field: "expires_at", reason: Invalid::Past });
        }
        if self.uow.api_keys().count_live(owner.id, self.now).await? >= MOST_LIVE_KEYS {
            return Err(Refusal::TooManyKeys.into());
        }
        let key = ApiKey {
            id: presented.id,
            owner: owner.id,
            name: command.name.clone(),
            scopes: command.scopes.clone(),
            digest: self.desk.ports.secrets.digest(presented.secret.reveal()),
            created_at: self.now,
            expires_at,
            revoked_at: None,
            last_used_at: None,
        };
        self.uow.api_keys().insert(&key).await?;
        let fact = Fact::new(EventKind::ApiKeyCreated).after(key.name.as_str());
        self.record_account_event(&owner, vec![fact]).await?;
        Ok(key)
    }
}

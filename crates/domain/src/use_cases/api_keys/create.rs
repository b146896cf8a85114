use time::OffsetDateTime;

use crate::api_keys::{ApiKey, KeyName, KeyScopes, MOST_LIVE_KEYS, PresentedKey};
use crate::history::{EventKind, Fact};
use crate::ids::ApiKeyId;
use crate::invalid::Invalid;
use crate::people::Actor;
use crate::permissions;
use crate::ticket::Refusal;
use crate::use_cases::transaction::context::Work;
use crate::use_cases::{Error, Mode, Outcome, UseCases};

/// A key that somebody wants for themselves.
#[derive(Clone, Debug)]
pub struct MakeApiKey {
    /// What they call it.
    pub name: KeyName,
    /// What it shall be good for.
    pub scopes: KeyScopes,
    /// From when on it shall no longer be good; `None` for never.
    pub expires_at: Option<OffsetDateTime>,
}

impl UseCases {
    /// Makes a key, and answers it with the whole text: the only time that anybody sees it.
    ///
    /// # Errors
    /// [`Error::Refused`] for a scope beyond the caller's role, or with [`Refusal::TooManyKeys`]; [`Error::Field`] for
    /// an end that does not lie in the future.
    pub async fn make_api_key(&self, actor: &Actor, command: MakeApiKey) -> Result<(ApiKey, PresentedKey), Error> {
        let key = self.make_api_key_with(actor, command, &Mode::Normal).await?.done()?;
        let shown = self.whole_key(key.id);
        Ok((key, shown))
    }

    /// Makes a key as `mode` says: once for an idempotency key. [`UseCases::whole_key`] has its text.
    ///
    /// # Errors
    /// As [`UseCases::make_api_key`]; [`Error::KeyReused`].
    pub async fn make_api_key_with(
        &self,
        actor: &Actor,
        command: MakeApiKey,
        mode: &Mode<'_, ApiKey>,
    ) -> Result<Outcome<ApiKey>, Error> {
        permissions::may_make_key(actor, &command.scopes)?;
        let shown = self.whole_key(ApiKeyId::new(self.ports.ids.uuid()));
        self.carry_out(actor, mode, |work| Box::pin(work.make_api_key(actor, &command, &shown))).await
    }

    /// The whole text of a key that was just made, for its owner.
    #[must_use]
    pub fn whole_key(&self, id: ApiKeyId) -> PresentedKey {
        PresentedKey { id, secret: self.ports.secrets.derive_for_key(id) }
    }
}

impl Work<'_> {
    async fn make_api_key(
        &mut self,
        actor: &Actor,
        command: &MakeApiKey,
        shown: &PresentedKey,
    ) -> Result<ApiKey, Error> {
        // Held until the end, so that two keys can't both be the last one allowed.
        let owner = self.uow.people().find(actor.id).await?.ok_or(Error::NotFound)?;
        permissions::may_make_key(&Actor::from(&owner), &command.scopes)?;
        let expires_at = command.expires_at.map(OffsetDateTime::truncate_to_millisecond);
        if expires_at.is_some_and(|end| end <= self.now) {
            return Err(Error::Field { field: "expires_at", reason: Invalid::Past });
        }
        if self.uow.api_keys().count_live(owner.id, self.now).await? >= MOST_LIVE_KEYS {
            return Err(Refusal::TooManyKeys.into());
        }
        let key = ApiKey {
            id: shown.id,
            owner: owner.id,
            name: command.name.clone(),
            scopes: command.scopes.clone(),
            digest: self.desk.ports.secrets.digest(shown.secret.reveal()),
            created_at: self.now,
            expires_at,
            revoked_at: None,
            last_used_at: None,
        };
        self.uow.api_keys().insert(&key).await?;
        let fact = Fact::new(EventKind::ApiKeyCreated).after(key.name.as_str());
        self.record_about(&owner, vec![fact]).await?;
        Ok(key)
    }
}

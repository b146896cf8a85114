use crate::api_keys::{ApiKey, KeyScope};
use crate::ids::{ApiKeyId, SessionId};
use crate::people::{AccountStatus, Actor, Person};
use crate::permissions::{self, KeyAccess};
use crate::use_cases::Error;

/// Who sends a request.
#[derive(Clone, Debug)]
pub struct Caller {
    /// What permissions look at.
    pub actor: Actor,
    /// Everything about them.
    pub person: Person,
    /// By what they were let in.
    pub credential: Credential,
}

/// By what somebody was let in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Credential {
    /// An access token of this sign-in.
    Session(SessionId),
    /// A key. It does what its owner may do, as far as its scopes reach.
    ApiKey {
        /// Which one.
        id: ApiKeyId,
        /// The scopes that count for its owner now.
        scopes: Vec<KeyScope>,
    },
}

/// Which session or key: what stands or has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CredentialId {
    /// A sign-in.
    Session(SessionId),
    /// A key.
    ApiKey(ApiKeyId),
}

impl Caller {
    pub(crate) fn admitted(person: Person, credential: Credential) -> Result<Self, Error> {
        if person.status != AccountStatus::Approved {
            return Err(Error::Unauthenticated);
        }
        let by_key = matches!(credential, Credential::ApiKey { .. });
        Ok(Self { actor: Actor { by_key, ..Actor::from(&person) }, person, credential })
    }

    /// Whether what let them in is good for this. What they may do themselves is another question.
    ///
    /// # Errors
    /// [`Error::KeyDenied`] where a key's scopes don't reach.
    pub fn may_use(&self, access: KeyAccess) -> Result<(), Error> {
        match &self.credential {
            Credential::Session(_) => Ok(()),
            Credential::ApiKey { scopes, .. } => Ok(permissions::may_use(scopes, access)?),
        }
    }
}

impl Credential {
    pub(crate) fn of_key(key: &ApiKey, owner: &Person) -> Self {
        Self::ApiKey { id: key.id, scopes: key.scopes.of_owner(owner.role) }
    }

    /// What to ask for, whether it still stands.
    #[must_use]
    pub const fn id(&self) -> CredentialId {
        match self {
            Self::Session(id) => CredentialId::Session(*id),
            Self::ApiKey { id, .. } => CredentialId::ApiKey(*id),
        }
    }
}

impl CredentialId {
    /// The sign-in, if it is one.
    #[must_use]
    pub const fn session(&self) -> Option<SessionId> {
        match self {
            Self::Session(id) => Some(*id),
            Self::ApiKey(_) => None,
        }
    }

    /// The key, if it is one.
    #[must_use]
    pub const fn api_key(&self) -> Option<ApiKeyId> {
        match self {
            Self::Session(_) => None,
            Self::ApiKey(id) => Some(*id),
        }
    }
}

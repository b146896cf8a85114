use time::OffsetDateTime;

use crate::api_keys::{ApiKey, KeyScope};
use crate::ids::{ApiKeyId, SessionId};
use crate::people::{Actor, Person};
use crate::permissions::{self, KeyAccess};
use crate::policy::Workflow;
use crate::use_cases::accounts::sign_in::may_sign_in;
use crate::use_cases::{Error, Origin};

/// The authenticated sender of a request.
#[derive(Clone, Debug)]
pub struct Caller {
    /// What permissions are decided by.
    pub actor: Actor,
    /// The whole account.
    pub person: Person,
    /// The credential that authenticated them.
    pub credential: Credential,
    /// Where the request comes from.
    pub origin: Origin,
    /// When the credential expires by itself; `None` for never.
    pub expires_at: Option<OffsetDateTime>,
}

/// What authenticated a caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Credential {
    /// An access token of this session.
    Session(SessionId),
    /// An API key. It acts as its owner, within its scopes.
    ApiKey {
        /// The id of the key.
        id: ApiKeyId,
        /// The scopes of the key that the owner's present role allows.
        scopes: Vec<KeyScope>,
    },
}

/// The id of a session or API key, to ask later whether it is still valid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CredentialId {
    /// A session.
    Session(SessionId),
    /// An API key.
    ApiKey(ApiKeyId),
}

/// Whom a request admits, where the policy wants a second factor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Admission {
    /// People who have one, or need none.
    Enrolled,
    /// Also people who have to set one up: what they need for that. None of their API keys.
    BeforeEnrolment,
}

impl Caller {
    /// The caller with this credential, if the account may have a session now and has the second factor that the policy
    /// wants. The same rules hold for API keys.
    pub(crate) fn admitted(
        person: Person,
        credential: Credential,
        origin: Origin,
        (admission, rules): (Admission, &Workflow),
    ) -> Result<Self, Error> {
        may_sign_in(&person, rules).map_err(|_| Error::Unauthenticated)?;
        let by_key = matches!(credential, Credential::ApiKey { .. });
        if permissions::must_enrol(&person, rules) && (by_key || admission == Admission::Enrolled) {
            return Err(Error::SecondFactorRequired);
        }
        Ok(Self { actor: Actor { by_key, ..Actor::from(&person) }, person, credential, origin, expires_at: None })
    }

    /// The same caller, whose credential expires then.
    pub(crate) fn until(self, expires_at: Option<OffsetDateTime>) -> Self {
        Self { expires_at, ..self }
    }

    /// Checks that the credential allows this kind of access. The permissions of the person are checked apart.
    ///
    /// # Errors
    /// [`Error::KeyDenied`] if the scopes of an API key do not include it.
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

    /// The id, to ask later whether the credential is still valid.
    #[must_use]
    pub const fn id(&self) -> CredentialId {
        match self {
            Self::Session(id) => CredentialId::Session(*id),
            Self::ApiKey { id, .. } => CredentialId::ApiKey(*id),
        }
    }
}

impl CredentialId {
    /// The session, if it is one.
    #[must_use]
    pub const fn session(&self) -> Option<SessionId> {
        match self {
            Self::Session(id) => Some(*id),
            Self::ApiKey(_) => None,
        }
    }

    /// The API key, if it is one.
    #[must_use]
    pub const fn api_key(&self) -> Option<ApiKeyId> {
        match self {
            Self::Session(_) => None,
            Self::ApiKey(id) => Some(*id),
        }
    }
}

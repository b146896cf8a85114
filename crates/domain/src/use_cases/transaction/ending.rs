//! What ends with a change of an account, on every instance (docs/domain.md section 1).

use super::context::TxContext;
use crate::history::{EventKind, Fact};
use crate::ids::SessionId;
use crate::people::Person;
use crate::use_cases::Error;

/// What the facts of a change alone do not say about the end of sessions and API keys.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Ending {
    /// This session goes on: a person who changes the own password stays signed in.
    pub(crate) spared: Option<SessionId>,
    /// The API keys end as well.
    pub(crate) api_keys: bool,
}

impl TxContext<'_> {
    /// Ends what the facts and `ending` say. Where keys were revoked, that is a fact of its own.
    pub(super) async fn end_credentials(
        &mut self,
        person: &Person,
        facts: &mut Vec<Fact>,
        ending: Ending,
    ) -> Result<(), Error> {
        if facts.iter().any(|fact| ends_sessions(fact.kind)) {
            self.uow.sessions().end_sessions_of(person.id, ending.spared, self.now).await?;
        }
        if ending.api_keys || facts.iter().any(|fact| ends_api_keys(fact.kind)) {
            let revoked = self.uow.api_keys().revoke_all_of(person.id, self.now).await?;
            if revoked > 0 {
                facts.push(Fact::new(EventKind::ApiKeysRevoked).after(&revoked.to_string()));
            }
        }
        Ok(())
    }
}

const fn ends_sessions(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::AccountStatusChanged
            | EventKind::RoleChanged
            | EventKind::PasswordChanged
            | EventKind::InvitationAccepted
            | EventKind::EmailChangeUndone
            | EventKind::SecondFactorSet
            | EventKind::SecondFactorRemoved
            | EventKind::PersonRemoved
    )
}

/// A key was made by whoever had the account then, with the rights of then. `EmailVerified` is the first proof of the address:
/// before it, a stranger could have signed up with the address and made a key.
const fn ends_api_keys(kind: EventKind) -> bool {
    matches!(
        kind,
        EventKind::AccountStatusChanged
            | EventKind::RoleChanged
            | EventKind::EmailVerified
            | EventKind::EmailChangeUndone
            | EventKind::InvitationAccepted
            | EventKind::PersonRemoved
    )
}

use super::{Error, UseCases};
use crate::ids::SessionId;
use crate::people::{AccountStatus, Actor, Person};

/// Who sends a request.
#[derive(Clone, Debug)]
pub struct Caller {
    /// What permissions look at.
    pub actor: Actor,
    /// Everything about them.
    pub person: Person,
    /// The sign-in that the request belongs to.
    pub session: SessionId,
}

impl UseCases {
    /// Finds out who sends a request with this access token. The store is asked every time: what an admin did a
    /// moment ago on another instance counts now.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] for a bad token, an ended session, an account no longer in use.
    pub async fn authenticate(&self, access_token: &str) -> Result<Caller, Error> {
        let claims =
            self.ports.tokens.read(access_token, self.ports.clock.now()).map_err(|_| Error::Unauthenticated)?;
        let person = self.ports.people.of_session(claims.session, claims.person).await?;
        match person {
            Some(person) if person.status == AccountStatus::Approved => {
                Ok(Caller { actor: Actor::from(&person), person, session: claims.session })
            }
            _ => Err(Error::Unauthenticated),
        }
    }
}

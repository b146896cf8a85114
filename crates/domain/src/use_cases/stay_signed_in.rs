use super::{Caller, Error, UseCases};
use crate::ids::SessionId;
use crate::people::{AccountStatus, Actor};

impl UseCases {
    /// Asks again who somebody is whose connection stays open: as they are now, not as they were when it was opened.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] where the session has ended or the account is no longer in use.
    pub async fn ask_again(&self, caller: &Caller) -> Result<Caller, Error> {
        match self.ports.people.of_session(caller.session, caller.actor.id).await? {
            Some(person) if person.status == AccountStatus::Approved => {
                Ok(Caller { actor: Actor::from(&person), person, session: caller.session })
            }
            _ => Err(Error::Unauthenticated),
        }
    }

    /// Which of these sessions still stand: for those whose connections stay open, all in one question.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn standing_sessions(&self, sessions: &[SessionId]) -> Result<Vec<SessionId>, Error> {
        Ok(self.ports.people.standing_sessions(sessions).await?)
    }
}

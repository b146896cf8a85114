use super::work::Work;
use super::{Error, SignUp, UseCases};
use crate::ids::PersonId;
use crate::people::{AccountStatus, Actor, NewPerson, Person};
use crate::permissions::{self, PersonAction};
use crate::ports::{PersonKey, PersonView};

/// An account that a superior makes.
#[derive(Clone, Debug)]
pub struct CreatePerson {
    /// Who it is for. Any role that the caller manages.
    pub account: SignUp,
    /// Where it stands; approved unless said otherwise, for the caller could approve it anyway.
    pub status: Option<AccountStatus>,
}

impl UseCases {
    /// Makes an account on somebody's behalf.
    ///
    /// # Errors
    /// [`Error::Refused`] where the caller does not manage that role; else as [`UseCases::sign_up`].
    pub async fn create_person(&self, actor: &Actor, command: CreatePerson) -> Result<PersonView, Error> {
        permissions::may_with_person(actor, PersonAction::Create, None, command.account.role, self.workflow())?;
        let id = PersonId::new(self.ports.ids.uuid());
        let new = self.new_person(id, command.account).await?;
        let status = command.status.unwrap_or(AccountStatus::Approved);
        self.in_one_go(actor, |work| Box::pin(work.create_person(&new, status))).await?;
        self.ports.people.find(PersonKey::Id(id)).await?.ok_or(Error::NotFound)
    }
}

impl Work<'_> {
    async fn create_person(&mut self, new: &NewPerson, status: AccountStatus) -> Result<(), Error> {
        self.lock_engineers().await?;
        let (person, facts) = Person::sign_up(new.clone(), Some(status), self.now);
        self.record_sign_up(&person, facts).await?;
        if person.is_working_engineer() {
            self.lock_engineers().await?;
            self.hand_out_waiting(None).await?;
        }
        Ok(())
    }
}

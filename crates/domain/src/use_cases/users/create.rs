use crate::ids::PersonId;
use crate::people::{AccountStatus, Actor, LinkPurpose, NewPerson, Person};
use crate::permissions::{self, PersonAction};
use crate::ports::PersonView;
use crate::use_cases::transaction::context::Work;
use crate::use_cases::{Error, Mode, Outcome, SignUp, UseCases};

/// An account that a superior makes.
#[derive(Clone, Debug)]
pub struct CreatePerson {
    /// Who it is for. Any role that the caller manages.
    pub account: SignUp,
    /// Where it stands; approved unless said otherwise, for the caller could approve it anyway.
    pub status: Option<AccountStatus>,
}

impl UseCases {
    /// Makes an account on somebody's behalf. Without a password, they are mailed an invitation to choose one.
    ///
    /// # Errors
    /// [`Error::Refused`] where the caller does not manage that role; else as [`UseCases::sign_up`].
    pub async fn create_person(&self, actor: &Actor, command: CreatePerson) -> Result<PersonView, Error> {
        self.create_person_with(actor, command, &Mode::Normal).await?.done()
    }

    /// Makes an account as `mode` says: once for a key.
    ///
    /// # Errors
    /// As [`UseCases::create_person`]; [`Error::KeyReused`].
    pub async fn create_person_with(
        &self,
        actor: &Actor,
        command: CreatePerson,
        mode: &Mode<'_, PersonView>,
    ) -> Result<Outcome<PersonView>, Error> {
        permissions::may_with_person(actor, PersonAction::Create, None, command.account.role, self.workflow())?;
        let id = PersonId::new(self.ports.ids.uuid());
        let new = self.new_person(id, command.account).await?;
        let status = command.status.unwrap_or(AccountStatus::Approved);
        self.carry_out(actor, mode, |work| Box::pin(work.create_person(&new, status))).await
    }
}

impl Work<'_> {
    async fn create_person(&mut self, new: &NewPerson, status: AccountStatus) -> Result<PersonView, Error> {
        self.lock_engineers().await?;
        let (person, mut facts) = Person::sign_up(new.clone(), Some(status), self.now);
        let invited = person.password.is_none();
        facts.extend(person.send_link(if invited { LinkPurpose::AcceptInvitation } else { LinkPurpose::VerifyEmail }));
        self.record_sign_up(&person, facts).await?;
        if person.is_working_engineer() {
            self.lock_engineers().await?;
            self.hand_out_waiting(None).await?;
        }
        Ok(self.newcomer(person))
    }
}

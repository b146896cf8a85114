use crate::ids::PersonId;
use crate::people::{AccountStatus, Actor, LinkPurpose, NewPerson, Person};
use crate::permissions::{self, PersonAction};
use crate::ports::PersonView;
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Error, Execution, Outcome, SignUp, Users};

/// An account that an admin or superadmin creates for another person.
#[derive(Clone, Debug)]
pub struct CreatePerson {
    /// The account. Its role can be any that the caller manages.
    pub account: SignUp,
    /// Its status; `None` for approved.
    pub status: Option<AccountStatus>,
}

impl Users<'_> {
    /// Creates an account for another person. Without a password, the person gets an invitation by mail to choose
    /// one. A new engineer in use gets tickets from the backlog.
    ///
    /// # Errors
    /// [`Error::Refused`] if the caller does not manage that role; otherwise as
    /// [`Accounts::sign_up`](crate::use_cases::Accounts::sign_up).
    pub async fn create(self, actor: &Actor, command: CreatePerson) -> Result<PersonView, Error> {
        self.create_with(actor, command, &Execution::Commit).await?.done()
    }

    /// As [`Users::create`], with a choice of [`Execution`].
    ///
    /// # Errors
    /// As [`Users::create`]; [`Error::KeyReused`].
    pub async fn create_with(
        self,
        actor: &Actor,
        command: CreatePerson,
        execution: &Execution<'_, PersonView>,
    ) -> Result<Outcome<PersonView>, Error> {
        permissions::may_with_person(actor, PersonAction::Create, None, command.account.role, self.desk.workflow())?;
        let id = PersonId::new(self.desk.ports.ids.uuid());
        let new = self.desk.accounts().new_person(id, command.account).await?;
        let status = command.status.unwrap_or(AccountStatus::Approved);
        self.desk.run(actor, execution, |tx| Box::pin(tx.create_person(&new, status))).await
    }
}

impl TxContext<'_> {
    async fn create_person(&mut self, new: &NewPerson, status: AccountStatus) -> Result<PersonView, Error> {
        self.lock_engineers().await?;
        let (person, mut facts) = Person::sign_up(new.clone(), Some(status), self.now);
        let invited = person.password.is_none();
        facts.extend(person.send_link(if invited { LinkPurpose::AcceptInvitation } else { LinkPurpose::VerifyEmail }));
        self.record_sign_up(&person, facts).await?;
        if person.is_working_engineer() {
            self.lock_engineers().await?;
            self.assign_backlog_after_change(None).await?;
        }
        Ok(self.view_of_new_person(person))
    }
}

use crate::people::{Actor, Role};
use crate::ports::PersonView;
use crate::use_cases::accounts::sign_up::phone_is_given;
use crate::use_cases::{CreatePerson, Error, Execution, Outcome, SignUp, Users};

impl Users<'_> {
    /// Creates an account for a person whom `sponsor`, the owner of an API key with the scope `staff:register`, vouches
    /// for. An engineer is approved at once and gets tickets from the backlog. Any other role signs up as without a
    /// sponsor.
    ///
    /// # Errors
    /// As [`Accounts::sign_up`](crate::use_cases::Accounts::sign_up); [`Error::Refused`] also if the sponsor does not
    /// manage engineers.
    pub async fn sign_up_sponsored(
        self,
        sponsor: &Actor,
        command: SignUp,
        execution: &Execution<'_, PersonView>,
    ) -> Result<Outcome<PersonView>, Error> {
        match command.role {
            Role::Engineer => {
                phone_is_given(command.phone.as_ref(), self.desk.workflow())?;
                self.create_with(sponsor, CreatePerson { account: command, status: None }, execution).await
            }
            _ => self.desk.accounts().sign_up_with(command, execution).await,
        }
    }
}

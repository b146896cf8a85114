use crate::people::{Actor, Role};
use crate::ports::PersonView;
use crate::use_cases::{CreatePerson, Error, Mode, Outcome, SignUp, UseCases};

impl UseCases {
    /// Makes an account for whoever asks, where `sponsor` vouches for them by a key of scope `staff:register`: an
    /// engineer is approved at once, by the sponsor, and gets what waits. A customer signs up as without a sponsor.
    ///
    /// # Errors
    /// As [`UseCases::sign_up`]; [`Error::Refused`] also where the sponsor does not manage engineers.
    pub async fn sign_up_sponsored(
        &self,
        sponsor: &Actor,
        command: SignUp,
        mode: &Mode<'_, PersonView>,
    ) -> Result<Outcome<PersonView>, Error> {
        match command.role {
            Role::Engineer => {
                self.create_person_with(sponsor, CreatePerson { account: command, status: None }, mode).await
            }
            _ => self.sign_up_with(command, mode).await,
        }
    }
}

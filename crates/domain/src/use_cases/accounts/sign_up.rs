use crate::ids::PersonId;
use crate::invalid::Invalid;
use crate::people::{
    By, EmailAddress, LinkPurpose, NewPerson, Password, Person, PersonName, PhoneNumber, Role, Username,
};
use crate::ports::PersonView;
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Accounts, Error, Execution, Outcome};

/// Somebody who wants an account.
#[derive(Clone, Debug)]
pub struct SignUp {
    /// What they are called.
    pub name: PersonName,
    /// Must not be taken.
    pub username: Username,
    /// Must not be taken.
    pub email: EmailAddress,
    /// What they will sign in with. Without one they are invited to choose it, which only a superior may do.
    pub password: Option<Password>,
    /// `Customer` or `Engineer`; nobody signs up as more.
    pub role: Role,
    /// Optional.
    pub phone: Option<PhoneNumber>,
}

impl Accounts<'_> {
    /// Makes an account for whoever asks: a customer's is approved at once, an engineer's waits for an admin.
    ///
    /// # Errors
    /// [`Error::Taken`]; [`Error::Field`] for a role that nobody signs up as, and for a password that repeats a name.
    pub async fn sign_up(self, command: SignUp) -> Result<PersonView, Error> {
        self.sign_up_with(command, &Execution::Commit).await?.done()
    }

    /// Makes an account as `mode` says: once for a key.
    ///
    /// # Errors
    /// As [`Accounts::sign_up`]; [`Error::KeyReused`].
    pub async fn sign_up_with(
        self,
        command: SignUp,
        execution: &Execution<'_, PersonView>,
    ) -> Result<Outcome<PersonView>, Error> {
        if let Err(reason) = Role::parse_on_sign_up(command.role.as_str()) {
            return Err(Error::Field { field: "role", reason });
        }
        if command.password.is_none() {
            return Err(Error::Field { field: "password", reason: Invalid::Empty });
        }
        let id = PersonId::new(self.desk.ports.ids.uuid());
        let new = self.new_person(id, command).await?;
        self.desk.run(By::Person(id), execution, |tx| Box::pin(tx.sign_up(&new))).await
    }
}

impl TxContext<'_> {
    async fn sign_up(&mut self, new: &NewPerson) -> Result<PersonView, Error> {
        let (person, mut facts) = Person::sign_up(new.clone(), None, self.now);
        facts.extend(person.send_link(LinkPurpose::VerifyEmail));
        self.record_sign_up(&person, facts).await?;
        Ok(self.view_of_new_person(person))
    }
}

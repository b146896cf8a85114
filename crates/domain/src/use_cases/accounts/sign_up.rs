use crate::ids::PersonId;
use crate::invalid::Invalid;
use crate::people::{
    By, EmailAddress, Language, LinkPurpose, NewPerson, Password, Person, PersonName, PhoneNumber, Role, TimeZone,
    Username,
};
use crate::policy::Workflow;
use crate::ports::PersonView;
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Accounts, Error, Execution, Outcome};

/// A new account, as the person asks for it.
#[derive(Clone, Debug)]
pub struct SignUp {
    /// The display name.
    pub name: PersonName,
    /// The username. Must be unique.
    pub username: Username,
    /// The e-mail address. Must be unique.
    pub email: EmailAddress,
    /// The password. Required on sign-up. In an account that an admin creates it may be missing: the person is then
    /// invited to choose one.
    pub password: Option<Password>,
    /// The role. On sign-up only `Customer` or `Engineer`.
    pub role: Role,
    /// The phone number. Required on sign-up with policy `phone_required`.
    pub phone: Option<PhoneNumber>,
    /// The language of letters; `None` for the desk's own.
    pub language: Option<Language>,
    /// The time zone of moments in letters; `None` for the desk's own.
    pub time_zone: Option<TimeZone>,
}

impl Accounts<'_> {
    /// Creates an account at the person's own request. A customer is approved at once, an engineer is pending until an
    /// admin approves. A verification link goes to the e-mail address.
    ///
    /// # Errors
    /// [`Error::Taken`]; [`Error::Field`] for another role, for a name that is misleading for the role, for a missing phone number
    /// that the policy requires, and for a password that is missing or too easy to guess; [`Error::Overloaded`].
    pub async fn sign_up(self, command: SignUp) -> Result<PersonView, Error> {
        self.sign_up_with(command, &Execution::Commit).await?.done()
    }

    /// As [`Accounts::sign_up`], with a choice of [`Execution`].
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
        phone_is_given(command.phone.as_ref(), self.desk.workflow())?;
        if command.password.is_none() {
            return Err(Error::Field { field: "password", reason: Invalid::Empty });
        }
        let id = PersonId::new(self.desk.ports.ids.uuid());
        let new = self.new_person(id, command).await?;
        self.desk.run(By::Person(id), execution, |tx| Box::pin(tx.sign_up(&new))).await
    }
}

/// Checks the phone number of a sign-up against policy `phone_required`.
pub(crate) fn phone_is_given(phone: Option<&PhoneNumber>, rules: &Workflow) -> Result<(), Error> {
    if rules.phone_required && phone.is_none() {
        return Err(Error::Field { field: "phone", reason: Invalid::Empty });
    }
    Ok(())
}

impl TxContext<'_> {
    async fn sign_up(&mut self, new: &NewPerson) -> Result<PersonView, Error> {
        if new.role.is_staff() {
            // It is news for the admins, as a new ticket is: behind one lock, both count what the admins got lately.
            self.lock_engineers().await?;
        }
        let (person, mut facts) = Person::sign_up(new.clone(), None, self.now);
        facts.extend(person.send_link(LinkPurpose::VerifyEmail));
        self.record_sign_up(&person, facts).await?;
        Ok(self.view_of_new_person(person))
    }
}

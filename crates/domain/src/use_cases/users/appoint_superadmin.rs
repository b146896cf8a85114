use crate::ids::PersonId;
use crate::people::{AccountStatus, By, EmailAddress, NewPerson, Password, Person, PersonName, Role, Username};
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Error, SignUp, Users};

/// A superadmin whom the operator of the machine appoints.
#[derive(Clone, Debug)]
pub struct NewSuperadmin {
    /// What they are called.
    pub name: PersonName,
    /// Must not be taken.
    pub username: Username,
    /// Must not be taken. Counts as verified: the operator vouches for it.
    pub email: EmailAddress,
    /// What they will sign in with.
    pub password: Password,
}

impl Users<'_> {
    /// Makes the first superadmin, if there is nobody at all yet. Of several first starts, one does it.
    ///
    /// # Errors
    /// [`Error::Field`] for a password that repeats a name; [`Error::Storage`].
    pub async fn appoint_first_superadmin(self, new: NewSuperadmin) -> Result<Option<Person>, Error> {
        self.appoint(new, true).await
    }

    /// Makes a superadmin at the console of the machine, whoever there is already.
    ///
    /// # Errors
    /// [`Error::Taken`]; [`Error::Field`] for a password that repeats a name; [`Error::Storage`].
    pub async fn appoint_superadmin(self, new: NewSuperadmin) -> Result<Person, Error> {
        self.appoint(new, false).await?.ok_or(Error::Internal("a superadmin was not appointed"))
    }

    /// Whether there is anybody at all.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn is_empty(self) -> Result<bool, Error> {
        self.desk.in_transaction(By::System, |tx| Box::pin(tx.is_empty())).await
    }

    async fn appoint(self, new: NewSuperadmin, only_if_empty: bool) -> Result<Option<Person>, Error> {
        let account = SignUp {
            name: new.name,
            username: new.username,
            email: new.email,
            password: Some(new.password),
            role: Role::Superadmin,
            phone: None,
        };
        let new = self.desk.accounts().new_person(PersonId::new(self.desk.ports.ids.uuid()), account).await?;
        self.desk.in_transaction(By::System, |tx| Box::pin(tx.appoint(&new, only_if_empty))).await
    }
}

impl TxContext<'_> {
    async fn is_empty(&mut self) -> Result<bool, Error> {
        Ok(self.uow.people().is_empty().await?)
    }

    async fn appoint(&mut self, new: &NewPerson, only_if_empty: bool) -> Result<Option<Person>, Error> {
        if only_if_empty && !self.uow.people().is_empty().await? {
            return Ok(None);
        }
        let (mut person, mut facts) = Person::sign_up(new.clone(), Some(AccountStatus::Approved), self.now);
        facts.extend(person.verify_email(self.now));
        self.record_sign_up(&person, facts).await?;
        Ok(Some(person))
    }
}

use crate::ids::PersonId;
use crate::invalid::Invalid;
use crate::people::{AccountStatus, By, EmailAddress, NewPerson, Password, Person, PersonName, Role, Username};
use crate::ports::PasswordStrength;
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Error, Rules, SignUp, Users};

/// A superadmin whom the operator appoints, in the settings or on the command line.
#[derive(Clone, Debug)]
pub struct NewSuperadmin {
    /// The display name.
    pub name: PersonName,
    /// The username. Must be unique.
    pub username: Username,
    /// The e-mail address. Must be unique. It counts as verified, because the operator gave it.
    pub email: EmailAddress,
    /// The password.
    pub password: Password,
}

impl NewSuperadmin {
    /// Whether the password will be accepted, before anything is stored.
    ///
    /// # Errors
    /// As [`Rules::check_new_password`].
    pub fn check_password(&self, rules: &Rules, strength: &dyn PasswordStrength) -> Result<(), Invalid> {
        let names = [self.username.as_str(), self.email.as_str(), self.name.as_str()];
        rules.check_new_password(&self.password, &names, strength)
    }
}

impl Users<'_> {
    /// Creates the first superadmin, if there is no account at all. Returns `None` otherwise. If several instances
    /// start at once, one of them creates it.
    ///
    /// # Errors
    /// [`Error::Field`] for a password that is too easy to guess; [`Error::Storage`].
    pub async fn appoint_first_superadmin(self, new: NewSuperadmin) -> Result<Option<Person>, Error> {
        self.appoint(new, true).await
    }

    /// Creates a superadmin, also if there are accounts already.
    ///
    /// # Errors
    /// [`Error::Taken`]; [`Error::Field`] for a password that is too easy to guess; [`Error::Storage`].
    pub async fn appoint_superadmin(self, new: NewSuperadmin) -> Result<Person, Error> {
        self.appoint(new, false).await?.ok_or(Error::Internal("a superadmin was not appointed"))
    }

    /// Whether there is no account at all.
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
            language: None,
            time_zone: None,
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

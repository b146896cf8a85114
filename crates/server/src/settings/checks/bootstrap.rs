use deskhand_domain::people::{EmailAddress, Password, PersonName, Username};
use deskhand_domain::use_cases::NewSuperadmin;
use secrecy::ExposeSecret;

use super::Wrong;
use crate::settings::BootstrapSettings;

impl BootstrapSettings {
    pub(super) fn wrong_values(&self) -> Vec<Wrong> {
        let username = Username::parse(&self.username).map_err(|error| Wrong::new("bootstrap.username", error)).err();
        let email = EmailAddress::parse(&self.email).map_err(|error| Wrong::new("bootstrap.email", error)).err();
        let mut wrong: Vec<Wrong> = username.into_iter().chain(email).collect();
        if wrong.is_empty() && self.has_password() {
            wrong.extend(self.person(None).err());
        }
        wrong
    }

    /// Whether the operator chose the password.
    pub(crate) fn has_password(&self) -> bool {
        !self.password.expose_secret().is_empty()
    }

    /// The first superadmin, with this password or the configured one.
    pub(crate) fn person(&self, generated: Option<&str>) -> Result<NewSuperadmin, Wrong> {
        let password = generated.unwrap_or_else(|| self.password.expose_secret());
        let refused = |error| Wrong::new("bootstrap.password", error);
        let person = NewSuperadmin {
            name: PersonName::parse("Superadmin").map_err(|error| Wrong::new("bootstrap.username", error))?,
            username: Username::parse(&self.username).map_err(|error| Wrong::new("bootstrap.username", error))?,
            email: EmailAddress::parse(&self.email).map_err(|error| Wrong::new("bootstrap.email", error))?,
            password: Password::parse(password).map_err(refused)?,
        };
        person.check_password().map_err(refused)?;
        Ok(person)
    }
}

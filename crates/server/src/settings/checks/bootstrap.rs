use deskhand_auth::ZxcvbnStrength;
use deskhand_domain::people::{EmailAddress, Password, PersonName, Username};
use deskhand_domain::use_cases::{NewSuperadmin, Rules};
use secrecy::ExposeSecret;

use super::Wrong;
use crate::settings::BootstrapSettings;

impl BootstrapSettings {
    pub(super) fn wrong_values(&self, rules: &Rules) -> Vec<Wrong> {
        let username = Username::parse(&self.username).map_err(|error| Wrong::new("bootstrap.username", error)).err();
        let email = EmailAddress::parse(&self.email).map_err(|error| Wrong::new("bootstrap.email", error)).err();
        let mut wrong: Vec<Wrong> = username.into_iter().chain(email).collect();
        if wrong.is_empty() && self.has_password() {
            wrong.extend(self.acceptable(rules).err());
        }
        wrong
    }

    /// Whether the configured password will be accepted.
    fn acceptable(&self, rules: &Rules) -> Result<(), Wrong> {
        let checked = self.person(None)?.check_password(rules, &ZxcvbnStrength);
        checked.map_err(|error| Wrong::new("bootstrap.password", error))
    }

    /// Whether the operator chose the password.
    pub(crate) fn has_password(&self) -> bool {
        !self.password.expose_secret().is_empty()
    }

    /// The first superadmin, with this password or the configured one.
    pub(crate) fn person(&self, generated: Option<&str>) -> Result<NewSuperadmin, Wrong> {
        let password = generated.unwrap_or_else(|| self.password.expose_secret());
        Ok(NewSuperadmin {
            name: PersonName::parse("Superadmin").map_err(|error| Wrong::new("bootstrap.username", error))?,
            username: Username::parse(&self.username).map_err(|error| Wrong::new("bootstrap.username", error))?,
            email: EmailAddress::parse(&self.email).map_err(|error| Wrong::new("bootstrap.email", error))?,
            password: Password::parse(password).map_err(|error| Wrong::new("bootstrap.password", error))?,
        })
    }
}

//! The first superadmin of an empty database. There are no default credentials.

use deskhand_auth::random_token;
use deskhand_domain::people::{EmailAddress, Password, PersonName, Username};
use deskhand_domain::use_cases::{Error, NewSuperadmin, UseCases};
use secrecy::ExposeSecret;

use crate::settings::{BootstrapSettings, SettingsError};

/// The sign-in of the first superadmin, printed once.
pub(crate) struct Credentials {
    pub(crate) username: Username,
    /// `None` if the operator configured it.
    pub(crate) password: Option<String>,
}

/// Creates the first superadmin if the database has no users.
pub(crate) async fn first_superadmin(
    desk: &UseCases,
    settings: &BootstrapSettings,
) -> anyhow::Result<Option<Credentials>> {
    if !desk.users().is_empty().await? {
        return Ok(None);
    }
    let configured = settings.password.expose_secret();
    let generated = configured.is_empty().then(random_password);
    let password = generated.as_deref().unwrap_or(configured);
    let new = NewSuperadmin {
        name: PersonName::parse("Superadmin").map_err(|error| wrong("name", &error))?,
        username: Username::parse(&settings.username).map_err(|error| wrong("username", &error))?,
        email: EmailAddress::parse(&settings.email).map_err(|error| wrong("email", &error))?,
        password: Password::parse(password).map_err(|error| wrong("password", &error))?,
    };
    let appointed = desk.users().appoint_first_superadmin(new).await.map_err(|error| match error {
        Error::Field { field, reason } => wrong(field, &reason).into(),
        other => anyhow::Error::from(other),
    })?;
    Ok(appointed.map(|person| Credentials { username: person.username.clone(), password: generated }))
}

/// Twenty random characters that are easy to type: letters, digits, `-` and `_`.
pub(crate) fn random_password() -> String {
    random_token().reveal().chars().take(20).collect()
}

fn wrong(key: &str, error: &deskhand_domain::Invalid) -> SettingsError {
    SettingsError(format!("bootstrap.{key} {error}"))
}

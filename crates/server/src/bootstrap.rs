//! The first superadmin of an empty database. There are no default credentials.

use deskhand_auth::random_token;
use deskhand_domain::people::{EmailAddress, Password, PersonName, Username};
use deskhand_domain::use_cases::{NewSuperadmin, UseCases};
use secrecy::ExposeSecret;

use crate::settings::{BootstrapSettings, SettingsError};

/// What to tell the operator, once.
pub(crate) struct Credentials {
    pub(crate) username: Username,
    /// `None` where the operator set it: they know it.
    pub(crate) password: Option<String>,
}

/// Makes the first superadmin, if there is nobody at all yet.
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
    let appointed = desk.users().appoint_first_superadmin(new).await?;
    Ok(appointed.map(|person| Credentials { username: person.username.clone(), password: generated }))
}

/// Twenty characters that nobody can guess and everybody can type.
pub(crate) fn random_password() -> String {
    random_token().reveal().chars().take(20).collect()
}

fn wrong(key: &str, error: &deskhand_domain::Invalid) -> SettingsError {
    SettingsError(format!("bootstrap.{key} {error}"))
}

//! The first superadmin of an empty database. There are no default credentials.

use deskhand_auth::random_token;
use deskhand_domain::people::Username;
use deskhand_domain::use_cases::{Error, UseCases};

use crate::settings::{BootstrapSettings, SettingsError, Wrong};

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
    let generated = (!settings.has_password()).then(random_password);
    let new = settings.person(generated.as_deref()).map_err(SettingsError::from)?;
    let appointed = desk.users().appoint_first_superadmin(new).await.map_err(|error| match error {
        Error::Field { field: "password", reason } => {
            SettingsError::from(Wrong::new("bootstrap.password", reason)).into()
        }
        other => anyhow::Error::from(other),
    })?;
    Ok(appointed.map(|person| Credentials { username: person.username.clone(), password: generated }))
}

/// Twenty random characters that are easy to type: letters, digits, `-` and `_`.
pub(crate) fn random_password() -> String {
    random_token().reveal().chars().take(20).collect()
}

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

/// Twenty random characters that are easy to type: capital and small letters, digits, `-` and `_`. There is one of each kind, as the
/// policy `password_classes` wants it; that costs less than two bits of more than a hundred.
pub(crate) fn random_password() -> String {
    let has_all = |password: &String| {
        let has = |kind: fn(&char) -> bool| password.chars().any(|c| kind(&c));
        has(char::is_ascii_uppercase)
            && has(char::is_ascii_lowercase)
            && has(char::is_ascii_digit)
            && has(char::is_ascii_punctuation)
    };
    loop {
        let password = random_token().reveal().chars().take(20).collect();
        if has_all(&password) {
            return password;
        }
    }
}

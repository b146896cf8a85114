//! Whether the secret is the one that the database was made with. Without it, nobody could sign in, and nobody would say why.

use anyhow::bail;
use deskhand_auth::{MasterSecret, Recognised, SecretCheck};
use deskhand_persistence::{Database, DeskFact, SchemaStatus};

use super::folders::absolute;
use super::schema::has;
use crate::settings::AuthSettings;

/// What the database says about the secret.
#[derive(Clone, Copy)]
pub(crate) struct SecretNeeds {
    /// The check value; a database that this version has not served yet has none.
    check: Option<SecretCheck>,
    /// Whether there are people whose passwords depend on it.
    has_people: bool,
}

impl SecretNeeds {
    pub(crate) async fn of(database: &Database, schema: &SchemaStatus) -> anyhow::Result<Self> {
        let check = match has(schema, "m0029") {
            true => database.desk_fact(DeskFact::SecretCheck).await?,
            false => None,
        };
        let has_people = has(schema, "m0001") && database.has_people().await?;
        Ok(Self { check: check.as_deref().and_then(read), has_people })
    }

    /// Refuses a secret that is not the one of the database, and a missing one where people depend on it.
    pub(crate) fn allow(&self, secret: Option<&MasterSecret>, settings: &AuthSettings) -> anyhow::Result<()> {
        let file = absolute(&settings.secret_file);
        let file = file.display();
        let otherwise =
            "if it is lost for good, `deskhand secret replace` makes a new one, and every password must be set anew";
        let Some(secret) = secret else {
            if self.check.is_none() && !self.has_people {
                return Ok(());
            }
            bail!(
                "the secret is missing: there is no file {file}, but the database has accounts that depend on it; put the file \
                 back from a backup, or set auth.secret (the environment variable is DESKHAND__AUTH__SECRET); {otherwise}"
            )
        };
        match self.check.map(|check| secret.recognise(&check)) {
            None | Some(Some(_)) => Ok(()),
            Some(None) if settings.configured().is_some() => bail!(
                "auth.secret (the environment variable is DESKHAND__AUTH__SECRET) is not the secret that this database was made \
                 with; set the right one; {otherwise}"
            ),
            Some(None) => bail!(
                "{file} does not have the secret that this database was made with; put the right file back from a backup; \
                 {otherwise}"
            ),
        }
    }
}

/// Stores the check value of the secret, once the schema is there: the first one, or after a rotation the one of the new secret.
pub(crate) async fn store(database: &Database, secret: &MasterSecret, settings: &AuthSettings) -> anyhow::Result<()> {
    let current = written(&secret.check_value());
    // Another instance may have stored its own meanwhile.
    let stored = database.add_desk_fact(DeskFact::SecretCheck, &current).await?;
    let check = read(&stored);
    SecretNeeds { check, has_people: false }.allow(Some(secret), settings)?;
    if check.and_then(|check| secret.recognise(&check)) == Some(Recognised::Previous) {
        database.set_desk_fact(DeskFact::SecretCheck, &current).await?;
        tracing::info!("The secret was rotated; passwords are renewed when their owners sign in");
    }
    Ok(())
}

/// Stores the check value of a secret that takes the place of a lost one.
pub(crate) async fn store_replaced(database: &Database, secret: &MasterSecret) -> anyhow::Result<()> {
    Ok(database.set_desk_fact(DeskFact::SecretCheck, &written(&secret.check_value())).await?)
}

fn written(check: &SecretCheck) -> String {
    check.0.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn read(text: &str) -> Option<SecretCheck> {
    let digit = |place: usize| text.get(place..place + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok());
    let bytes: Vec<u8> = (0..text.len()).step_by(2).map(digit).collect::<Option<_>>()?;
    bytes.try_into().ok().map(SecretCheck)
}

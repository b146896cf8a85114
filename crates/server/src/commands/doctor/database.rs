use deskhand_auth::MasterSecret;
use deskhand_persistence::{Database, SchemaStatus, missing_file};
use secrecy::ExposeSecret;

use super::finding::Finding;
use crate::commands::secret::PasswordsBySecret;
use crate::settings::Settings;
use crate::start::connect::connect;
use crate::start::folders::absolute;
use crate::start::schema::{has, known_schema};
use crate::start::secret_check::SecretNeeds;
use crate::start::secret_file::stored_secret;
use crate::wiring::Overrides;

/// The secret and the database, and whether they belong together.
pub(super) async fn examine(settings: &Settings) -> Vec<Finding> {
    let secret = match stored_secret(&settings.auth) {
        Ok(secret) => secret,
        Err(error) => return vec![Finding::wrong("secret", format!("{error:#}"))],
    };
    if let Some(file) = missing_file(settings.database.url.expose_secret()) {
        let database =
            Finding::ok("database", format!("{} is not there yet; the first start creates it", file.display()));
        return vec![found_secret(settings, secret.as_ref()), database];
    }
    match connect(settings, &Overrides::default()).await {
        Ok(database) => {
            let findings = examine_open(&database, secret.as_ref(), settings).await;
            let _ = database.close().await;
            findings
        }
        Err(error) => vec![found_secret(settings, secret.as_ref()), Finding::wrong("database", format!("{error:#}"))],
    }
}

async fn examine_open(database: &Database, secret: Option<&MasterSecret>, settings: &Settings) -> Vec<Finding> {
    let schema = match known_schema(database).await {
        Ok(schema) => schema,
        Err(error) => return vec![found_secret(settings, secret), Finding::wrong("database", format!("{error:#}"))],
    };
    let missing = schema.known.iter().filter(|change| !change.applied).count();
    let state = match missing {
        0 => "reachable, writable, and up to date".to_owned(),
        _ => format!("reachable and writable; {missing} change(s) of the schema will be applied by the next start"),
    };
    vec![fitting_secret(database, &schema, secret, settings).await, Finding::ok("database", state)]
}

async fn fitting_secret(
    database: &Database,
    schema: &SchemaStatus,
    secret: Option<&MasterSecret>,
    settings: &Settings,
) -> Finding {
    let needs = SecretNeeds::of(database, schema).await;
    if let Err(error) = needs.and_then(|needs| needs.allow(secret, &settings.auth)) {
        return Finding::wrong("secret", format!("{error:#}"));
    }
    let Some(known) = secret.filter(|_| has(schema, "m0001")) else { return found_secret(settings, secret) };
    match PasswordsBySecret::count(database, known).await {
        Err(error) => Finding::wrong("secret", format!("{error:#}")),
        Ok(PasswordsBySecret { unknown, .. }) if unknown > 0 => Finding::warning(
            "secret",
            format!(
                "{unknown} password(s) need a secret that is gone: their owners must ask for a new password by mail"
            ),
        ),
        Ok(PasswordsBySecret { previous, .. }) if previous > 0 => Finding::ok(
            "secret",
            format!(
                "it fits the database; {previous} password(s) still need a previous secret, see `deskhand secret status`"
            ),
        ),
        Ok(_) => found_secret(settings, secret),
    }
}

fn found_secret(settings: &Settings, secret: Option<&MasterSecret>) -> Finding {
    let file = absolute(&settings.auth.secret_file);
    let text = match secret {
        Some(_) if settings.auth.configured().is_some() => "configured and long enough".to_owned(),
        Some(_) => format!("in {}; back it up with the database", file.display()),
        None => format!("the first start makes one in {}", file.display()),
    };
    Finding::ok("secret", text)
}

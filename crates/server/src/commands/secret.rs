use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::Subcommand;
use deskhand_auth::{MasterSecret, random_token};
use deskhand_persistence::Database;

use crate::settings::Settings;
use crate::start::connect::{connect_existing, migrate};
use crate::start::desk::OpenDesk;
use crate::start::folders::absolute;
use crate::start::schema::known_schema;
use crate::start::secret_check::{SecretNeeds, store_replaced};
use crate::start::secret_file::{drop_previous_secrets, make_secret, put_new_secret_first, stored_secret};

#[derive(Debug, Subcommand)]
pub(crate) enum SecretCommand {
    /// Put a new secret in the place of the present one, which stays valid beside it
    ///
    /// Restart deskhand afterwards. Passwords move to the new secret when their owners sign in; sessions, API keys and links go on.
    Rotate,
    /// Show how many passwords still need a previous secret
    Status,
    /// Forget the previous secrets
    DropPrevious {
        /// Also if passwords still need them: their owners must then ask for a new password by mail
        #[arg(long)]
        even_if_needed: bool,
    },
    /// Take a new secret after the old one was lost
    ///
    /// Every password must then be set anew, by mail or with `deskhand admin password`.
    Replace,
}

pub(crate) async fn run(settings: &Settings, command: &SecretCommand) -> anyhow::Result<ExitCode> {
    match command {
        SecretCommand::Rotate => rotate(settings).await?,
        SecretCommand::Status => status(settings).await?,
        SecretCommand::DropPrevious { even_if_needed } => drop_previous(settings, *even_if_needed).await?,
        SecretCommand::Replace => replace(settings).await?,
    }
    Ok(ExitCode::SUCCESS)
}

/// How many passwords were hashed with which secret.
pub(crate) struct PasswordsBySecret {
    current: u64,
    pub(crate) previous: u64,
    pub(crate) unknown: u64,
}

impl PasswordsBySecret {
    pub(crate) async fn count(database: &Database, secret: &MasterSecret) -> anyhow::Result<Self> {
        let tags = secret.password_tags();
        let mut counted = Self { current: 0, previous: 0, unknown: 0 };
        for (tag, count) in database.passwords_by_tag().await? {
            // Without a tag: of the oldest secret.
            let position =
                if tag.is_empty() { Some(tags.len() - 1) } else { tags.iter().position(|known| *known == tag) };
            match position {
                Some(0) => counted.current += count,
                Some(_) => counted.previous += count,
                None => counted.unknown += count,
            }
        }
        Ok(counted)
    }
}

/// The database and its secret, as they are: nothing is migrated or made.
async fn examined(settings: &Settings) -> anyhow::Result<OpenDesk> {
    let secret = stored_secret(&settings.auth)?;
    let database = connect_existing(settings).await?;
    let schema = known_schema(&database).await?;
    SecretNeeds::of(&database, &schema).await?.allow(secret.as_ref(), &settings.auth)?;
    let secret = secret.context("there is no secret yet; `deskhand serve` makes one")?;
    Ok(OpenDesk { database, secret })
}

async fn rotate(settings: &Settings) -> anyhow::Result<()> {
    // With the wrong secret in the file, a rotation would hide that it is wrong.
    examined(settings).await?.database.close().await?;
    if settings.auth.configured().is_some() {
        println!("auth.secret is configured, so put a new one where it is set, on every instance:");
        println!("  1. put the present secret first into auth.previous_secrets (DESKHAND__AUTH__PREVIOUS_SECRETS)");
        println!("  2. set auth.secret (DESKHAND__AUTH__SECRET) to a new one, such as {}", random_token().reveal());
        println!(
            "  3. restart deskhand; `deskhand secret status` says when the previous secret is not needed any more"
        );
        return Ok(());
    }
    let file = absolute(&settings.auth.secret_file);
    let previous = put_new_secret_first(&file)?;
    println!("{} has a new secret, and below it {previous} previous one(s)", file.display());
    println!(
        "restart deskhand, and back the file up; `deskhand secret status` says when the previous secret is not needed any more"
    );
    Ok(())
}

async fn status(settings: &Settings) -> anyhow::Result<()> {
    let OpenDesk { database, secret } = examined(settings).await?;
    let counted = PasswordsBySecret::count(&database, &secret).await;
    database.close().await?;
    let PasswordsBySecret { current, previous, unknown } = counted?;
    println!("{current} password(s) need the current secret");
    println!("{previous} password(s) need a previous secret, until their owners sign in");
    println!("{unknown} password(s) need a secret that is gone: their owners must ask for a new password by mail");
    Ok(())
}

async fn drop_previous(settings: &Settings, even_if_needed: bool) -> anyhow::Result<()> {
    let OpenDesk { database, secret } = examined(settings).await?;
    let counted = PasswordsBySecret::count(&database, &secret).await;
    database.close().await?;
    let needed = counted?.previous;
    if needed > 0 && !even_if_needed {
        bail!(
            "{needed} password(s) still need a previous secret: wait until their owners have signed in, or add --even-if-needed, and \
             they must ask for a new password by mail"
        );
    }
    if settings.auth.configured().is_some() {
        println!("auth.secret is configured: empty auth.previous_secrets where it is set, and restart deskhand");
        return Ok(());
    }
    let file = absolute(&settings.auth.secret_file);
    println!("{} previous secret(s) are gone from {}; restart deskhand", drop_previous_secrets(&file)?, file.display());
    Ok(())
}

async fn replace(settings: &Settings) -> anyhow::Result<()> {
    let database = connect_existing(settings).await?;
    let schema = known_schema(&database).await?;
    let stored = stored_secret(&settings.auth)?;
    if SecretNeeds::of(&database, &schema).await?.allow(stored.as_ref(), &settings.auth).is_ok() {
        database.close().await?;
        bail!(
            "the secret is the one that this database was made with; `deskhand secret rotate` makes a new one without any loss"
        );
    }
    let secret = stored.map_or_else(|| make_secret(&settings.auth), Ok)?;
    migrate(&database).await?;
    store_replaced(&database, &secret).await?;
    database.close().await.context("the database could not be closed")?;
    println!("the database accepts the secret from now on; every password must be set anew:");
    println!("  superadmins  `deskhand admin password USERNAME` on this machine");
    println!("  all others   by the link that \"forgotten password\" sends them");
    Ok(())
}

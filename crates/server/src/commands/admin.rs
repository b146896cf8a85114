use std::io::{BufRead, IsTerminal};
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;
use deskhand_domain::people::{EmailAddress, Password, PersonName, Username};
use deskhand_domain::use_cases::NewSuperadmin;

use crate::bootstrap::random_password;
use crate::database::open_database;
use crate::settings::Settings;
use crate::wiring::{self, Overrides};

#[derive(Debug, Args)]
pub(crate) struct NewAdmin {
    /// The name to sign in with
    #[arg(long)]
    username: String,
    /// The address for mail
    #[arg(long)]
    email: String,
    /// The displayed name
    #[arg(long, default_value = "Superadmin")]
    name: String,
    /// Generate a password instead of reading one
    #[arg(long)]
    random_password: bool,
}

/// Creates a superadmin. The password is no argument, because every process can read the command line.
pub(crate) async fn create(settings: &Settings, new: NewAdmin) -> anyhow::Result<ExitCode> {
    let made = new.random_password.then(random_password);
    let password = match &made {
        Some(password) => password.clone(),
        None => read_password()?,
    };
    let new = NewSuperadmin {
        name: PersonName::parse(&new.name).map_err(|error| anyhow::anyhow!("--name {error}"))?,
        username: Username::parse(&new.username).map_err(|error| anyhow::anyhow!("--username {error}"))?,
        email: EmailAddress::parse(&new.email).map_err(|error| anyhow::anyhow!("--email {error}"))?,
        password: Password::parse(&password).map_err(|error| anyhow::anyhow!("the password {error}"))?,
    };
    let database = open_database(settings).await?;
    database.migrate_up().await?;
    let components = wiring::wire(settings, database, &Overrides::default()).await?;
    let person = components.desk.users().appoint_superadmin(new).await?;
    println!("superadmin {} can sign in", person.username);
    if let Some(password) = made {
        println!("password {password}   (shown this once: keep it)");
    }
    components.database.close().await?;
    Ok(ExitCode::SUCCESS)
}

fn read_password() -> anyhow::Result<String> {
    let input = std::io::stdin();
    if input.is_terminal() {
        eprint!("password (will be shown as you type; use --random-password to avoid that): ");
    }
    let mut line = String::new();
    input.lock().read_line(&mut line).context("the password can't be read")?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

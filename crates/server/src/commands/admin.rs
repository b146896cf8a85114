use std::io::{BufRead, IsTerminal};
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::Args;
use deskhand_domain::people::{AccountStatus, EmailAddress, Password, PersonName, Username};
use deskhand_domain::use_cases::{Error, NewSuperadmin};

use crate::bootstrap::random_password;
use crate::settings::Settings;
use crate::start::connect::must_exist;
use crate::start::desk::{open_desk, open_existing_desk};
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
    /// Generate a password and print it, instead of reading one
    #[arg(long)]
    random_password: bool,
}

#[derive(Debug, Args)]
pub(crate) struct NewPassword {
    /// The name with which the person signs in
    username: String,
    /// Generate a password and print it, instead of reading one
    #[arg(long)]
    random_password: bool,
}

/// A new password, and whether it has to be shown.
struct Chosen {
    password: Password,
    is_generated: bool,
}

/// Creates a superadmin.
pub(crate) async fn create(settings: &Settings, new: NewAdmin) -> anyhow::Result<ExitCode> {
    let username = Username::parse(&new.username).map_err(|error| anyhow::anyhow!("--username {error}"))?;
    let email = EmailAddress::parse(&new.email).map_err(|error| anyhow::anyhow!("--email {error}"))?;
    let name = PersonName::parse(&new.name).map_err(|error| anyhow::anyhow!("--name {error}"))?;
    let chosen = choose_password(new.random_password)?;
    let new = NewSuperadmin { name, username, email, password: chosen.password.clone() };
    new.check_password().map_err(|error| anyhow::anyhow!("the password {error}"))?;
    let desk = open_desk(settings, &Overrides::default()).await?;
    let components = wiring::wire(settings, desk, &Overrides::default())?;
    let appointed = components.desk.users().appoint_superadmin(new).await;
    components.database.close().await?;
    println!("superadmin {} can sign in", appointed?.username);
    show(&chosen);
    Ok(ExitCode::SUCCESS)
}

/// Sets the password of a person, for an operator: the machine itself proves who asks.
pub(crate) async fn set_password(settings: &Settings, new: NewPassword) -> anyhow::Result<ExitCode> {
    let username = Username::parse(&new.username).map_err(|error| anyhow::anyhow!("the username {error}"))?;
    must_exist(settings)?;
    let chosen = choose_password(new.random_password)?;
    let desk = open_existing_desk(settings).await?;
    let components = wiring::wire(settings, desk, &Overrides::default())?;
    let changed = components.desk.users().set_password(username.clone(), chosen.password.clone()).await;
    components.database.close().await?;
    let person = match changed {
        Ok(person) => person,
        Err(Error::NotFound) => bail!("there is no person with the username {username}"),
        Err(Error::Field { reason, .. }) => bail!("the password {reason}"),
        Err(error) => return Err(error.into()),
    };
    println!("{} has a new password; all their sessions ended", person.username);
    if person.status != AccountStatus::Approved {
        println!("their account is {}, so they can't sign in yet", person.status);
    }
    show(&chosen);
    Ok(ExitCode::SUCCESS)
}

fn show(chosen: &Chosen) {
    if chosen.is_generated {
        println!("password {}   (shown this once: keep it)", chosen.password.reveal());
    }
}

/// The password is no argument, because every process can read the command line.
fn choose_password(random: bool) -> anyhow::Result<Chosen> {
    let text = if random { random_password() } else { read_password()? };
    let password = Password::parse(&text).map_err(|error| anyhow::anyhow!("the password {error}"))?;
    Ok(Chosen { password, is_generated: random })
}

/// From a terminal it is typed twice and not shown; else it is the first line of the input.
fn read_password() -> anyhow::Result<String> {
    let unreadable = "the password can't be read from the terminal";
    if std::io::stdin().is_terminal() {
        let typed = rpassword::prompt_password("password (it is not shown): ").context(unreadable)?;
        if rpassword::prompt_password("the same again: ").context(unreadable)? != typed {
            bail!("the two passwords are different; nothing has changed");
        }
        return Ok(typed);
    }
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line).context("the password can't be read from standard input")?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

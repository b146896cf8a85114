//! The program under test: how it is started.

use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context, bail};
use tokio::process::Command;

use crate::server::Server;

/// The same for the program and its twin, so that tokens and passwords are good for both.
pub const SECRET: &str = "only-for-measurements-0123456789abcdef";
/// What the program's tokens name as their issuer.
pub const PUBLIC_URL: &str = "http://localhost:8080";
/// The first superadmin's password in every database that is made here.
pub const ADMIN_PASSWORD: &str = "only-for-measurements";

/// The built program.
#[derive(Clone, Debug)]
pub struct Product {
    program: PathBuf,
}

/// Whether the limits on requests hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limits {
    /// As they come with the program.
    Default,
    /// None, so that the load of one machine passes for that of many.
    Off,
}

impl Product {
    /// The program at this path.
    ///
    /// # Errors
    /// Where there is none.
    pub fn at(program: &Path) -> anyhow::Result<Self> {
        let program = program
            .canonicalize()
            .with_context(|| format!("{} is not there: build it with `make release`", program.display()))?;
        Ok(Self { program })
    }

    /// Starts it on a free port over this database; whatever it writes beside the database goes into `folder`.
    ///
    /// # Errors
    /// Where it does not get ready.
    pub async fn serve(&self, folder: &Path, database: &str, limits: Limits) -> anyhow::Result<Server> {
        let mut command = self.command(folder, database);
        command.arg("serve").stderr(Stdio::null());
        if limits == Limits::Off {
            command.env("DESKHAND__LIMITS__ENABLED", "false");
        }
        Server::start(command).await
    }

    /// Fills this database with so many tickets, and says the password of its customers and engineers.
    ///
    /// # Errors
    /// Where the program fails.
    pub async fn fill(&self, folder: &Path, database: &str, tickets: u32) -> anyhow::Result<String> {
        let tickets = tickets.to_string();
        let output = self.run(folder, database, &["demo", "--tickets", &tickets]).await?;
        let (_, rest) = output.split_once("have the password ").context("the demonstration names no password")?;
        Ok(rest.split_whitespace().next().unwrap_or_default().to_owned())
    }

    /// Lets mail go out again.
    ///
    /// # Errors
    /// Where the program fails.
    pub async fn resume_mail(&self, folder: &Path, database: &str) -> anyhow::Result<()> {
        self.run(folder, database, &["resume-mail"]).await.map(|_| ())
    }

    /// How it names its version.
    ///
    /// # Errors
    /// Where it can't be run.
    pub async fn version(&self) -> anyhow::Result<String> {
        let output = Command::new(&self.program).arg("--version").output().await?;
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    async fn run(&self, folder: &Path, database: &str, arguments: &[&str]) -> anyhow::Result<String> {
        let mut command = self.command(folder, database);
        command.args(arguments).stdin(Stdio::null()).stderr(Stdio::inherit()).kill_on_drop(true);
        let output = command.output().await?;
        if !output.status.success() {
            bail!("`deskhand {}` failed", arguments.join(" "));
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// With the settings that it comes with, but for those that say where things are, tokens that last as long as the
    /// measurements, and a desk that leaves tickets as they are: a demonstration has thousands that are due to close.
    fn command(&self, folder: &Path, database: &str) -> Command {
        let mut command = Command::new(&self.program);
        command.current_dir(folder).env_clear();
        command.envs([
            ("DESKHAND__HTTP__PORT", "0"),
            ("DESKHAND__HTTP__PUBLIC_URL", PUBLIC_URL),
            ("DESKHAND__DATABASE__URL", database),
            ("DESKHAND__AUTH__SECRET", SECRET),
            ("DESKHAND__AUTH__ACCESS_TOKEN_LIFETIME", "24h"),
            ("DESKHAND__BOOTSTRAP__PASSWORD", ADMIN_PASSWORD),
            ("DESKHAND__WORKFLOW__AUTO_CLOSE_AFTER", "never"),
        ]);
        command
    }
}

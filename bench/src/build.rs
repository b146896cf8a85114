use std::path::{Path, PathBuf};
use std::process::Stdio;

use anyhow::{Context, bail};
use tokio::process::Command;

use crate::server::Server;

/// The password of the first superadmin in every database that is filled here.
pub(crate) const ADMIN_PASSWORD: &str = "only-for-measurements";
const SECRET: &str = "only-for-measurements-0123456789abcdef";

/// A deskhand program, by an absolute path: it runs in a folder of its own.
pub(crate) struct Build {
    pub(crate) program: PathBuf,
}

impl Build {
    pub(crate) async fn serve(&self, folder: &Path, database: &str) -> anyhow::Result<Server> {
        self.serve_with(folder, database, &[]).await
    }

    /// With these settings besides.
    pub(crate) async fn serve_with(
        &self,
        folder: &Path,
        database: &str,
        settings: &[(&str, &str)],
    ) -> anyhow::Result<Server> {
        let mut command = self.command(folder, database);
        command.arg("serve").envs(settings.iter().copied()).stderr(Stdio::null());
        Server::start(command).await
    }

    /// Fills this database with so many tickets. Returns the password of the customers and engineers.
    pub(crate) async fn fill(&self, folder: &Path, database: &str, tickets: u32) -> anyhow::Result<String> {
        let mut command = self.command(folder, database);
        command.args(["demo", "--tickets", &tickets.to_string()]);
        let output = command.stdin(Stdio::null()).stderr(Stdio::inherit()).output().await?;
        if !output.status.success() {
            bail!("`deskhand demo` failed on {database}");
        }
        let text = String::from_utf8_lossy(&output.stdout);
        let (_, rest) = text.split_once("have the password ").context("`deskhand demo` printed no password")?;
        Ok(rest.split_whitespace().next().unwrap_or_default().to_owned())
    }

    /// Without rate limits, for one machine sends the requests of many people; with access tokens that outlive the run; and
    /// no tickets closed by age.
    fn command(&self, folder: &Path, database: &str) -> Command {
        let mut command = Command::new(&self.program);
        command.current_dir(folder).env_clear().kill_on_drop(true);
        command.envs([
            ("DESKHAND__HTTP__PORT", "0"),
            ("DESKHAND__DATABASE__URL", database),
            ("DESKHAND__LIMITS__ENABLED", "false"),
            ("DESKHAND__AUTH__SECRET", SECRET),
            ("DESKHAND__AUTH__ACCESS_TOKEN_LIFETIME", "24h"),
            ("DESKHAND__BOOTSTRAP__PASSWORD", ADMIN_PASSWORD),
            ("DESKHAND__WORKFLOW__AUTO_CLOSE_AFTER", "never"),
        ]);
        command
    }
}

use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, bail};
use tokio::process::Command;
use tokio::time::timeout;

use super::figures::Load;
use super::request::Request;

/// How much longer than its turn the tool may take.
const GRACE: Duration = Duration::from_secs(20);

/// The load tool.
pub(crate) struct Oha {
    pub(crate) program: PathBuf,
}

/// One run of the tool. Without a rate, each connection sends its next request when the last one is answered; with one,
/// so many requests are sent a second, whether the server keeps up or not.
#[derive(Clone, Copy)]
pub(crate) struct Turn {
    pub(crate) connections: usize,
    pub(crate) time: Duration,
    pub(crate) rate: Option<f64>,
}

impl Oha {
    pub(crate) async fn drive(&self, url: &str, request: &Request, turn: Turn) -> anyhow::Result<Load> {
        let mut command = Command::new(&self.program);
        // The same work for both builds: an older one may not compress answers.
        command.args(["--no-tui", "--output-format", "json", "--stats-success-breakdown", "--disable-compression"]);
        command.args(["-c", &turn.connections.to_string(), "-z", &format!("{}ms", turn.time.as_millis())]);
        match turn.rate {
            Some(rate) => command.args(["-q", &format!("{rate:.0}")]),
            // Waits for the requests that are open in the end, so that the next turn has the machine to itself.
            None => command.arg("-w"),
        };
        command.args(request.arguments(url)).stdin(Stdio::null()).kill_on_drop(true);
        let output = timeout(turn.time + GRACE, command.output())
            .await
            .context("timed out waiting for oha")?
            .context("cannot run oha")?;
        if !output.status.success() {
            bail!("oha failed: {}", String::from_utf8_lossy(&output.stderr));
        }
        Load::parse(&output.stdout)
    }
}

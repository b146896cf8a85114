//! A server as a child process: started, waited for, looked at, and killed by its own id.

use std::net::SocketAddr;
use std::process::Stdio;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::time::{sleep, timeout};

use crate::load::{Call, Connection};

/// How long a server may take to be ready: it may have a schema to change.
const PATIENCE: Duration = Duration::from_secs(60);

/// A running server. Dropping it kills it.
pub struct Server {
    /// Where it answers.
    pub address: SocketAddr,
    /// From its start until `/readyz` said yes.
    pub ready_after: Duration,
    child: Child,
}

impl Server {
    /// Starts what the command says, which must print `http://127.0.0.1:<port>` on its standard output, and waits until
    /// it is ready. Its log goes nowhere, but is written all the same.
    ///
    /// # Errors
    /// Where it ends, or is not ready in time.
    pub async fn start(mut command: Command) -> anyhow::Result<Self> {
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).kill_on_drop(true);
        let started = Instant::now();
        let mut child = command.spawn().with_context(|| format!("{:?} can't be started", command.as_std()))?;
        let output = child.stdout.take().context("a child has no standard output")?;
        let mut lines = BufReader::new(output).lines();
        let port = timeout(PATIENCE, async {
            while let Some(line) = lines.next_line().await? {
                if let Some(port) = port_in(&line) {
                    return Ok(port);
                }
            }
            bail!("the server ended before it listened; run it by hand to see why: {:?}", command.as_std())
        });
        let address = SocketAddr::from(([127, 0, 0, 1], port.await.context("the server does not listen")??));
        // A full pipe would stop it.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        timeout(PATIENCE, ready(address)).await.context("the server does not get ready")?;
        Ok(Self { address, ready_after: started.elapsed(), child })
    }

    /// The memory that it occupies now, in bytes (Linux).
    ///
    /// # Errors
    /// Where the system does not tell.
    pub fn memory(&self) -> anyhow::Result<u64> {
        let pid = self.child.id().context("the server has ended")?;
        let status = std::fs::read_to_string(format!("/proc/{pid}/status"))?;
        resident(&status).context("the system does not tell how much memory a process has")
    }

    /// Ends it at once: nothing of its data is needed any more.
    ///
    /// # Errors
    /// The system's.
    pub async fn stop(mut self) -> anyhow::Result<()> {
        self.child.kill().await.context("a server can't be ended")
    }
}

async fn ready(address: SocketAddr) {
    loop {
        if let Ok(mut connection) = Connection::open(address).await
            && let Ok(reply) = connection.send(Call::get("/readyz")).await
            && reply.is_success()
        {
            return;
        }
        sleep(Duration::from_millis(1)).await;
    }
}

fn port_in(line: &str) -> Option<u16> {
    let (_, rest) = line.split_once("http://127.0.0.1:")?;
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

fn resident(status: &str) -> Option<u64> {
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_is_read_from_the_greeting() {
        let greeting = "deskhand listens on http://127.0.0.1:40123   (people reach it at http://localhost:8080)";
        assert_eq!(port_in(greeting), Some(40123));
        assert_eq!(port_in("  mails are written"), None);
    }

    #[test]
    fn resident_memory_is_read_in_bytes() {
        assert_eq!(resident("Name:\tdeskhand\nVmRSS:\t   20480 kB\nThreads:\t9\n"), Some(20 * 1024 * 1024));
        assert_eq!(resident("Name:\tdeskhand\n"), None);
    }
}

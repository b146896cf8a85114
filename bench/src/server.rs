use std::process::Stdio;
use std::time::Duration;

use anyhow::Context;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};
use tokio::time::{sleep, timeout};

/// A running server. Dropping it kills it.
pub(crate) struct Server {
    /// `http://127.0.0.1:PORT`.
    pub(crate) url: String,
    child: Child,
}

impl Server {
    pub(crate) async fn start(mut command: Command) -> anyhow::Result<Self> {
        command.stdin(Stdio::null()).stdout(Stdio::piped()).kill_on_drop(true);
        let mut child = command.spawn().with_context(|| format!("cannot start {:?}", command.as_std()))?;
        let mut lines = BufReader::new(child.stdout.take().context("no standard output")?).lines();
        let starting = async {
            let url = loop {
                let line = lines.next_line().await?.context("it ended before it listened")?;
                if let Some(url) = url_in(&line) {
                    break url;
                }
            };
            while !is_ready(&url).await {
                sleep(Duration::from_millis(5)).await;
            }
            anyhow::Ok(url)
        };
        let started =
            timeout(Duration::from_secs(120), starting).await.context("timed out waiting for it to be ready").flatten();
        let url = started.with_context(|| format!("run it by hand to see why: {:?}", command.as_std()))?;
        // A full pipe would block the server.
        tokio::spawn(async move { while let Ok(Some(_)) = lines.next_line().await {} });
        Ok(Self { url, child })
    }

    /// Resident memory in MiB.
    pub(crate) fn memory(&self) -> anyhow::Result<f64> {
        let pid = self.child.id().context("the server has ended")?;
        resident(&std::fs::read_to_string(format!("/proc/{pid}/status"))?).context("no VmRSS in /proc/PID/status")
    }

    pub(crate) async fn stop(mut self) -> anyhow::Result<()> {
        self.child.kill().await.context("cannot end a server")
    }
}

pub(crate) async fn is_ready(url: &str) -> bool {
    reqwest::get(format!("{url}/readyz")).await.is_ok_and(|answer| answer.status().is_success())
}

fn url_in(line: &str) -> Option<String> {
    const ADDRESS: &str = "http://127.0.0.1:";
    let (_, rest) = line.split_once(ADDRESS)?;
    let port: u16 = rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()?;
    Some(format!("{ADDRESS}{port}"))
}

fn resident(status: &str) -> Option<f64> {
    let (_, rest) = status.split_once("VmRSS:")?;
    Some(rest.split_whitespace().next()?.parse::<f64>().ok()? / 1024.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn address_and_memory_are_read() {
        let greeting = "deskhand listens on http://127.0.0.1:40123   (people reach it at http://localhost:8080)";
        assert_eq!(url_in(greeting).as_deref(), Some("http://127.0.0.1:40123"));
        assert_eq!(resident("Name:\tdeskhand\nVmRSS:\t   20480 kB\nThreads:\t9\n"), Some(20.0));
    }
}

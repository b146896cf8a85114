use std::future::pending;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use reqwest::{Client, Response, StatusCode};
use serde::Deserialize;
use tokio::time::sleep;

/// How long the script of the pages gathers what happens, at least and at most.
const GATHER: [Duration; 2] = [Duration::from_millis(100), Duration::from_millis(400)];

/// How long it waits after an answer that the server has no time.
const PAUSE: Duration = Duration::from_secs(2);

/// How often a page says that its ticket is on the screen.
const BETWEEN_NOTES: Duration = Duration::from_secs(15);

/// A page that is open in a browser of its own, and does what the script of the pages does: it listens, and fetches itself again.
pub(super) struct Console {
    pub(super) client: Client,
    pub(super) url: String,
    pub(super) cookie: String,
    pub(super) shows: Shows,
    pub(super) is_staff: bool,
    /// Which one of all consoles it is: not all of them ask at the same moment.
    pub(super) number: u32,
}

/// Which page it is.
#[derive(Clone, Copy)]
pub(super) enum Shows {
    /// The list of the person: the inbox, or their requests.
    List,
    Ticket(u64),
}

/// What the stream says.
#[derive(Deserialize)]
struct Hint {
    kind: String,
    ticket: Option<u64>,
}

/// What became of a look at the page.
pub(super) struct Look {
    pub(super) took: Duration,
    pub(super) text: String,
}

impl Console {
    /// Listens to the stream.
    pub(super) async fn listen(&self) -> Result<Hints> {
        let answer = self.client.get(format!("{}/live", self.url)).header("cookie", &self.cookie).send().await?;
        Ok(Hints { answer: answer.error_for_status()?, text: String::new() })
    }

    /// Waits for a hint that this page has to look at itself.
    pub(super) async fn changed(&self, hints: &mut Hints) -> Result<()> {
        loop {
            let hint = hints.next().await?;
            match hint.kind.as_str() {
                "bye" => bail!("the server ended a stream"),
                "ready" | "reset" => {}
                _ if self.concerns(&hint) => return Ok(()),
                _ => {}
            }
        }
    }

    fn concerns(&self, hint: &Hint) -> bool {
        match self.shows {
            Shows::List => true,
            Shows::Ticket(ticket) => hint.ticket == Some(ticket),
        }
    }

    /// Says again and again that the ticket is on the screen, as the script does.
    pub(super) async fn stay_present(&self) -> Result<()> {
        let Shows::Ticket(ticket) = self.shows else { return pending().await };
        if !self.is_staff {
            return pending().await;
        }
        // Pages are opened at different times.
        sleep(BETWEEN_NOTES * (self.number * 37 % 100) / 100).await;
        loop {
            let url = format!("{}/tickets/{ticket}/presence", self.url);
            let note = self.client.post(url).header("cookie", &self.cookie).header("origin", &self.url);
            let answer = note.form(&[("activity", "looking")]).send().await?;
            // The script does not mind: it says so again.
            if answer.status() != StatusCode::SERVICE_UNAVAILABLE {
                answer.error_for_status()?;
            }
            sleep(BETWEEN_NOTES).await;
        }
    }

    /// Waits as the script does, and fetches the page.
    pub(super) async fn look(&self, last: Duration) -> Result<Look> {
        let gather = GATHER[0] + (GATHER[1] - GATHER[0]) * (self.number * 37 % 100) / 100;
        sleep(gather.max(last * 3)).await;
        let path = match self.shows {
            Shows::Ticket(ticket) => format!("/tickets/{ticket}"),
            Shows::List if self.is_staff => "/inbox".to_owned(),
            Shows::List => "/requests".to_owned(),
        };
        loop {
            let begun = Instant::now();
            let answer = self.client.get(format!("{}{path}", self.url)).header("cookie", &self.cookie).send().await?;
            match answer.status() {
                StatusCode::OK => return Ok(Look { text: answer.text().await?, took: begun.elapsed() }),
                StatusCode::SERVICE_UNAVAILABLE => sleep(PAUSE).await,
                status => bail!("{path}: {status}"),
            }
        }
    }
}

/// The stream of a browser.
pub(super) struct Hints {
    answer: Response,
    /// What has arrived of it and was not read.
    text: String,
}

impl Hints {
    async fn next(&mut self) -> Result<Hint> {
        loop {
            while let Some(end) = self.text.find('\n') {
                let line: String = self.text.drain(..=end).collect();
                if let Some(data) = line.strip_prefix("data: ") {
                    return Ok(serde_json::from_str(data)?);
                }
            }
            let bytes = self.answer.chunk().await?.context("the stream has ended")?;
            self.text.push_str(&String::from_utf8_lossy(&bytes));
        }
    }

    /// Waits until the server says that it goes on from now.
    pub(super) async fn are_ready(&mut self) -> Result<()> {
        while self.next().await?.kind != "ready" {}
        Ok(())
    }
}

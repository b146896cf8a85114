use std::sync::Arc;
use std::time::Duration;

use tokio::io::{AsyncWriteExt, Result};
use tokio::sync::watch;
use tokio::task::{JoinError, JoinSet};
use tokio::time::timeout;

use super::limits::Limits;
use super::listener::{LmtpListener, Stream};
use super::session::Session;
use crate::intake::Intake;
use crate::stopping::stopped;

/// How long to wait where a connection can't be accepted: the limit of open files may be reached.
const PAUSE: Duration = Duration::from_secs(1);

/// How long to wait for a client that is turned away.
const FAREWELL: Duration = Duration::from_secs(1);

/// Takes in mail over LMTP.
pub struct LmtpServer {
    name: String,
    intake: Arc<dyn Intake>,
    limits: Limits,
}

impl LmtpServer {
    /// A server that greets as `name`, the domain of the desk's address.
    #[must_use]
    pub fn new(name: &str, intake: Arc<dyn Intake>, limits: Limits) -> Self {
        Self { name: name.to_owned(), intake, limits }
    }

    /// Serves until `stop` becomes true. Mails that have arrived whole by then are stored and answered; clients whose mail is
    /// still arriving are told to try again.
    #[tracing::instrument(name = "lmtp", skip_all)]
    pub async fn run(self, listener: LmtpListener, mut stop: watch::Receiver<bool>) {
        let mut sessions = JoinSet::new();
        loop {
            tokio::select! {
                () = stopped(&mut stop) => break,
                Some(ended) = sessions.join_next() => note(ended),
                accepted = listener.accept() => self.begin(accepted, &mut sessions, &stop).await,
            }
        }
        drop(listener);
        while let Some(ended) = sessions.join_next().await {
            note(ended);
        }
    }

    async fn begin(&self, accepted: Result<Box<dyn Stream>>, sessions: &mut JoinSet<()>, stop: &watch::Receiver<bool>) {
        match accepted {
            Ok(stream) if sessions.len() >= self.limits.connections => {
                tracing::warn!("Turned away a connection of LMTP: {} are open", sessions.len());
                turn_away(stream).await;
            }
            Ok(stream) => {
                let session = Session::new(stream, Arc::clone(&self.intake), self.limits, stop.clone());
                let name = self.name.clone();
                sessions.spawn(async move { session.run(&name).await });
            }
            Err(error) => {
                tracing::error!(%error, "A connection of LMTP can't be accepted");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

async fn turn_away(mut stream: Box<dyn Stream>) {
    // A client that is gone needs no answer.
    let _ = timeout(FAREWELL, stream.write_all(b"421 4.3.2 Too many connections; try again later\r\n")).await;
}

/// A session that panicked has lost nothing: its client has no answer, and sends the mail again.
fn note(ended: std::result::Result<(), JoinError>) {
    if let Err(error) = ended
        && error.is_panic()
    {
        tracing::error!(%error, "A session of LMTP failed");
    }
}

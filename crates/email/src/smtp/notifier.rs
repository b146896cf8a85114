use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use deskhand_domain::ports::{Notifier, NotifyError, OutgoingMail};
use tokio::sync::Mutex;
use tokio::time::Instant;

use super::connection::Connection;
use super::settings::SmtpSettings;
use crate::compose::compose;
use crate::letterhead::Letterhead;

/// The most connections that are kept for the next letter.
const KEPT: usize = 4;
/// After this long a server is likely to have hung up.
const KEPT_FOR: Duration = Duration::from_secs(30);

/// Hands letters to a mail server. Letters that follow each other closely share a connection.
pub struct SmtpNotifier {
    letterhead: Letterhead,
    settings: Arc<SmtpSettings>,
    idle: Mutex<Vec<(Connection, Instant)>>,
}

impl SmtpNotifier {
    /// Connects when the first letter goes out.
    #[must_use]
    pub fn new(letterhead: Letterhead, settings: SmtpSettings) -> Self {
        Self { letterhead, settings: Arc::new(settings), idle: Mutex::default() }
    }

    /// Connects, encrypts, signs in and says goodbye, without a letter: what an operator wants to know beforehand.
    ///
    /// # Errors
    /// In plain words why no letter could be sent.
    pub async fn check_connection(&self) -> Result<ConnectionReport, String> {
        let server = self.settings.server();
        let connection = Connection::open(&self.settings).await.map_err(|fault| fault.explain(&server))?;
        let report = ConnectionReport {
            server,
            encrypted: connection.is_encrypted(),
            could_encrypt: connection.is_encrypted() || connection.offers_starttls(),
            signed_in: self.settings.credentials.is_some(),
        };
        connection.close().await;
        Ok(report)
    }

    async fn connection(&self) -> Result<Connection, NotifyError> {
        while let Some((mut connection, since)) = self.last_used().await {
            if since.elapsed() < KEPT_FOR && connection.is_alive().await {
                return Ok(connection);
            }
        }
        Connection::open(&self.settings).await.map_err(|fault| fault.verdict(&self.settings.server()))
    }

    async fn last_used(&self) -> Option<(Connection, Instant)> {
        self.idle.lock().await.pop()
    }

    async fn keep(&self, connection: Connection) {
        let mut idle = self.idle.lock().await;
        if idle.len() < KEPT {
            idle.push((connection, Instant::now()));
        }
    }
}

#[async_trait]
impl Notifier for SmtpNotifier {
    async fn send(&self, letter: OutgoingMail) -> Result<String, NotifyError> {
        let mail = compose(&letter, &self.letterhead)?;
        let mut connection = self.connection().await?;
        let answer = connection.hand_over(&mail).await.map_err(|fault| fault.verdict(&self.settings.server()))?;
        self.keep(connection).await;
        Ok(answer)
    }
}

impl fmt::Debug for SmtpNotifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SmtpNotifier").field("settings", &self.settings).finish_non_exhaustive()
    }
}

/// What a conversation with the mail server showed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConnectionReport {
    /// Which server, as `host:port`.
    pub server: String,
    /// Whether the conversation was encrypted.
    pub encrypted: bool,
    /// Whether it could have been.
    pub could_encrypt: bool,
    /// Whether user name and password were accepted.
    pub signed_in: bool,
}

impl fmt::Display for ConnectionReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let encryption = match (self.encrypted, self.could_encrypt) {
            (true, _) => "encrypted",
            (false, true) => "not encrypted, though it offers that: use `tls=required`",
            (false, false) => "not encrypted",
        };
        let sign_in = if self.signed_in { "signed in" } else { "without a sign-in" };
        write!(f, "the mail server {} answers ({encryption}; {sign_in})", self.server)
    }
}

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use deskhand_domain::people::EmailAddress;
use deskhand_domain::ports::{Notifier, NotifyError, OutgoingMail};
use lettre::Address;
use tokio::sync::Mutex;
use tokio::time::Instant;

use super::connection::Connection;
use super::connection_report::ConnectionReport;
use super::fault::Fault;
use super::settings::SmtpSettings;
use crate::compose::Composer;

/// The number of idle connections that stay open for the next mails.
const MAX_IDLE: usize = 4;
/// A server is likely to have closed a connection that was idle for longer.
const IDLE_LIMIT: Duration = Duration::from_secs(30);

/// Sends mails to an SMTP server. Mails that follow each other closely share a connection.
pub struct SmtpNotifier {
    composer: Composer,
    settings: Arc<SmtpSettings>,
    idle: Mutex<Vec<(Connection, Instant)>>,
}

impl SmtpNotifier {
    /// Connects when the first mail is sent.
    #[must_use]
    pub fn new(composer: Composer, settings: SmtpSettings) -> Self {
        Self { composer, settings: Arc::new(settings), idle: Mutex::default() }
    }

    /// Connects, encrypts, signs in, names our sender and disconnects without sending a mail: for `deskhand doctor`.
    ///
    /// # Errors
    /// Says why no mail could be sent.
    pub async fn check_connection(&self) -> Result<ConnectionReport, String> {
        let server = self.settings.server();
        let mut connection = Connection::open(&self.settings).await.map_err(|fault| fault.explain(&server))?;
        let own: Address =
            self.composer.letterhead.from.address.as_str().parse().map_err(|error| format!("the sender: {error}"))?;
        connection.try_sender(&own).await.map_err(|fault| fault.explain(&server))?;
        let report = ConnectionReport {
            server,
            encrypted: connection.is_encrypted(),
            could_encrypt: connection.is_encrypted() || connection.offers_starttls(),
            signed_in: self.settings.credentials.is_some(),
        };
        connection.close().await;
        Ok(report)
    }

    /// What a mail beside the composed ones needs.
    pub(super) fn parts(&self) -> (&SmtpSettings, &EmailAddress) {
        (&self.settings, &self.composer.letterhead.from.address)
    }

    async fn connection(&self) -> Result<Connection, NotifyError> {
        while let Some((mut connection, since)) = self.last_used().await {
            if since.elapsed() < IDLE_LIMIT && connection.is_alive().await {
                return Ok(connection);
            }
            tracing::debug!(
                server = self.settings.server(),
                "The mail server closed an idle connection; connecting again"
            );
        }
        Connection::open(&self.settings).await.map_err(|fault| self.failed(&fault))
    }

    /// Names the server and the reason; neither holds a secret.
    fn failed(&self, fault: &Fault) -> NotifyError {
        let error = fault.verdict(&self.settings.server());
        tracing::warn!(server = self.settings.server(), %error, "The mail server did not take a mail");
        error
    }

    async fn last_used(&self) -> Option<(Connection, Instant)> {
        self.idle.lock().await.pop()
    }

    async fn keep(&self, connection: Connection) {
        let mut idle = self.idle.lock().await;
        if idle.len() < MAX_IDLE {
            idle.push((connection, Instant::now()));
        }
    }
}

#[async_trait]
impl Notifier for SmtpNotifier {
    async fn send(&self, outgoing: OutgoingMail) -> Result<String, NotifyError> {
        let mail = self.composer.compose(&outgoing)?;
        let mut connection = self.connection().await?;
        let answer = connection.hand_over(&mail).await.map_err(|fault| self.failed(&fault))?;
        self.keep(connection).await;
        Ok(answer)
    }
}

impl fmt::Debug for SmtpNotifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SmtpNotifier").field("settings", &self.settings).finish_non_exhaustive()
    }
}

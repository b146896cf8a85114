use std::fmt;

use super::after::After;
use super::fault::Fault;
use super::session::Session;
use super::settings::ImapSettings;

/// What a test connection to the mailbox showed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImapReport {
    /// The server as `host:port`.
    pub server: String,
    /// The folder.
    pub folder: String,
    /// How many mails are in it.
    pub mails: u32,
    /// Whether the server tells of new mail by itself.
    pub can_idle: bool,
    /// What does not work as the settings ask for it.
    pub warnings: Vec<String>,
}

impl ImapReport {
    /// Connects, signs in, looks at the folder and disconnects; changes nothing. For `deskhand doctor`.
    ///
    /// # Errors
    /// Says why no mail could be fetched.
    pub async fn of(settings: &ImapSettings) -> Result<Self, String> {
        let server = settings.server();
        Self::look(settings).await.map_err(|fault| format!("the mail server {server}: {fault}"))
    }

    async fn look(settings: &ImapSettings) -> Result<Self, Fault> {
        let mut session = Session::open(settings, 0).await?;
        let folder = session.select(&settings.folder, true).await?;
        let mut warnings = Vec::new();
        if let Some(lacks) = session.lacks_for(&settings.after) {
            warnings.push(format!("it lacks {lacks}: mails would be marked as read instead of what `after=` says"));
        }
        if let After::Move(name) = &settings.after
            && !session.has(name).await?
        {
            warnings.push(format!("there is no folder {name} to move mails to"));
        }
        Ok(Self {
            server: settings.server(),
            folder: settings.folder.clone(),
            mails: folder.mails,
            can_idle: session.offers("IDLE"),
            warnings,
        })
    }
}

impl fmt::Display for ImapReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let news = if self.can_idle { "tells of new mail" } else { "is asked for new mail" };
        write!(f, "signed in to {}; folder {} with {} mail(s); the server {news}", self.server, self.folder, self.mails)
    }
}

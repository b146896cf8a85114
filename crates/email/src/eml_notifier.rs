//! Writes mails to files, for a help desk without a mail server. Any mail program can open them.

use std::io;
use std::path::{Path, PathBuf};

use async_trait::async_trait;
use deskhand_domain::ports::{Notifier, NotifyError, OutgoingMail};
use tokio::fs;
use tokio::io::AsyncWriteExt;

use crate::compose::Composer;

/// Writes every mail to `<mail>.eml` in a folder. The file appears complete, and a mail that is sent again replaces its
/// file.
#[derive(Clone, Debug)]
pub struct EmlNotifier {
    composer: Composer,
    folder: PathBuf,
}

impl EmlNotifier {
    /// The folder is created when the first mail is sent.
    #[must_use]
    pub fn new(composer: Composer, folder: impl Into<PathBuf>) -> Self {
        Self { composer, folder: folder.into() }
    }

    /// The folder of the mails.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    async fn write(&self, name: &str, mail: &[u8]) -> io::Result<()> {
        let (mut folder, mut options) = (fs::DirBuilder::new(), fs::OpenOptions::new());
        // Mails have links to set passwords in them: they are for the owner only.
        #[cfg(unix)]
        folder.mode(0o700);
        #[cfg(unix)]
        options.mode(0o600);
        folder.recursive(true).create(&self.folder).await?;
        let unfinished = self.folder.join(format!(".{name}.part"));
        let mut file = options.write(true).create(true).truncate(true).open(&unfinished).await?;
        file.write_all(mail).await?;
        // The mail is marked as sent right after this, so the file must survive a power failure.
        file.sync_all().await?;
        fs::rename(&unfinished, self.folder.join(format!("{name}.eml"))).await
    }
}

#[async_trait]
impl Notifier for EmlNotifier {
    async fn send(&self, outgoing: OutgoingMail) -> Result<String, NotifyError> {
        let mail = self.composer.compose(&outgoing)?.formatted();
        let name = outgoing.mail.id.to_string();
        self.write(&name, &mail).await.map_err(|error| {
            NotifyError::Transient(format!("the mail cannot be written to {}: {error}", self.folder.display()))
        })?;
        Ok(format!("written to {name}.eml"))
    }
}

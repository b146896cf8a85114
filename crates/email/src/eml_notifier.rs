//! Mails as files, for a help desk without a mail server: each can be opened in any mail program.

use std::io;
use std::path::{Path, PathBuf};

use async_trait::async_trait;
use deskhand_domain::ports::{Notifier, NotifyError, OutgoingMail};
use tokio::fs;
use tokio::io::AsyncWriteExt;

use crate::compose::compose;
use crate::letterhead::Letterhead;

/// Writes every mail to `<mail>.eml` in a folder. Whoever watches the folder sees whole mails only, and one for each
/// mail, however often it is sent.
#[derive(Clone, Debug)]
pub struct EmlNotifier {
    letterhead: Letterhead,
    folder: PathBuf,
}

impl EmlNotifier {
    /// The folder is made when the first mail goes out.
    #[must_use]
    pub fn new(letterhead: Letterhead, folder: impl Into<PathBuf>) -> Self {
        Self { letterhead, folder: folder.into() }
    }

    /// Where the mails are.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    async fn write(&self, name: &str, mail: &[u8]) -> io::Result<()> {
        fs::create_dir_all(&self.folder).await?;
        let unfinished = self.folder.join(format!(".{name}.part"));
        let mut file = fs::File::create(&unfinished).await?;
        file.write_all(mail).await?;
        // The mail is marked as sent right after this: the mail must outlive a power cut as that mark does.
        file.sync_all().await?;
        fs::rename(&unfinished, self.folder.join(format!("{name}.eml"))).await
    }
}

#[async_trait]
impl Notifier for EmlNotifier {
    async fn send(&self, letter: OutgoingMail) -> Result<String, NotifyError> {
        let mail = compose(&letter, &self.letterhead)?.formatted();
        let name = letter.mail.id.to_string();
        self.write(&name, &mail).await.map_err(|error| {
            NotifyError::Transient(format!("the mail cannot be written to {}: {error}", self.folder.display()))
        })?;
        Ok(format!("written to {name}.eml"))
    }
}

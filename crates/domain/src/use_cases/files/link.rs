use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::read::ReadableFile;
use crate::ids::AttachmentId;
use crate::people::Actor;
use crate::ports::{Derivation, FileLink, TicketKey};
use crate::use_cases::{Error, Files};

/// How long a link for a program is valid.
const LIFETIME: Duration = Duration::minutes(5);

/// How long a link in a letter is valid. Whoever has the letter has its other files as well.
const LIFETIME_IN_LETTERS: Duration = Duration::days(30);

impl Files<'_> {
    /// Makes a link to a file, as for a viewer that cannot send a token. Nothing is stored; the link ends with its time, and with the
    /// file.
    ///
    /// # Errors
    /// As [`Files::find`].
    pub async fn link(self, actor: &Actor, key: TicketKey, id: AttachmentId) -> Result<FileLink, Error> {
        self.desk.require_secrets()?;
        self.find(actor, key, id).await?;
        Ok(self.sign(id, self.desk.ports.clock.now() + LIFETIME))
    }

    /// The link to a file in a letter that was queued at this time: the same at every try to send it. `None` where this desk makes no
    /// links.
    pub(crate) fn link_in_letter(self, id: AttachmentId, queued_at: OffsetDateTime) -> Option<FileLink> {
        self.desk.ports.secrets.is_supported().then(|| self.sign(id, queued_at + LIFETIME_IN_LETTERS))
    }

    fn sign(self, id: AttachmentId, expires_at: OffsetDateTime) -> FileLink {
        let expires_at = expires_at.truncate_to_second();
        let expires = expires_at.unix_timestamp();
        let token = self.desk.sign_link(&about(id, expires), Derivation::File { file: id, expires });
        FileLink { token, expires_at }
    }

    /// Finds the file that a link leads to.
    ///
    /// # Errors
    /// [`Error::NotFound`] if this help desk did not make the link, it has expired, or the file or its ticket is gone.
    pub async fn find_by_link(self, token: &str) -> Result<ReadableFile, Error> {
        self.desk.require_secrets()?;
        let (id, expires) = self.read_file_token(token).ok_or(Error::NotFound)?;
        if expires <= self.desk.ports.clock.now().unix_timestamp() {
            return Err(Error::NotFound);
        }
        let found = self.desk.ports.attachments.find_attached(id).await?;
        ReadableFile::of(found.ok_or(Error::NotFound)?)
    }

    fn read_file_token(self, token: &str) -> Option<(AttachmentId, i64)> {
        let mut parts = token.splitn(3, '.');
        let id = AttachmentId::new(Uuid::try_parse(parts.next()?).ok()?);
        let expires = parts.next()?.parse().ok()?;
        let from = Derivation::File { file: id, expires };
        self.desk.has_signed_link(token, &about(id, expires), from).then_some((id, expires))
    }
}

fn about(id: AttachmentId, expires: i64) -> String {
    format!("{}.{expires}", id.as_uuid().simple())
}

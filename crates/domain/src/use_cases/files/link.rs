use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::read::ReadableFile;
use crate::ids::{AttachmentId, PersonId, TicketId};
use crate::people::{Actor, Person};
use crate::ports::{Derivation, FileLink, PersonKey, TicketKey};
use crate::use_cases::{Error, Files};

/// How long a link for a program is valid.
const LIFETIME: Duration = Duration::minutes(5);

/// How long a link in a letter is valid, as long as its reader may read the file.
const LIFETIME_IN_LETTERS: Duration = Duration::days(30);

/// For whom a link in a letter is, and on which ticket.
type Reader = (PersonId, TicketId);

impl Files<'_> {
    /// Makes a link to a file, as for a viewer that cannot send a token. Nothing is stored; the link ends with its time, and with the
    /// file.
    ///
    /// # Errors
    /// As [`Files::find`].
    pub async fn link(self, actor: &Actor, key: TicketKey, id: AttachmentId) -> Result<FileLink, Error> {
        self.desk.require_secrets()?;
        self.find(actor, key, id).await?;
        Ok(self.sign(id, self.desk.ports.clock.now() + LIFETIME, None))
    }

    /// The link to a file in a letter that was queued at this time: the same at every try to send it. It ends also when `reader` may not
    /// read the file any more. `None` where this desk makes no links.
    pub(crate) fn link_in_letter(
        self,
        id: AttachmentId,
        reader: Reader,
        queued_at: OffsetDateTime,
    ) -> Option<FileLink> {
        let expires_at = queued_at + LIFETIME_IN_LETTERS;
        self.desk.ports.secrets.is_supported().then(|| self.sign(id, expires_at, Some(reader)))
    }

    fn sign(self, file: AttachmentId, expires_at: OffsetDateTime, reader: Option<Reader>) -> FileLink {
        let expires_at = expires_at.truncate_to_second();
        let expires = expires_at.unix_timestamp();
        let token = self.desk.sign_link(&about(file, expires, reader), Derivation::File { file, expires, reader });
        FileLink { token, expires_at }
    }

    /// Finds the file that a link leads to.
    ///
    /// # Errors
    /// [`Error::NotFound`] if this help desk did not make the link, it has expired, the file or its ticket is gone, or the reader of a
    /// letter may not read it any more.
    pub async fn find_by_link(self, token: &str) -> Result<ReadableFile, Error> {
        self.desk.require_secrets()?;
        let (id, expires, reader) = self.read_file_token(token).ok_or(Error::NotFound)?;
        if expires <= self.desk.ports.clock.now().unix_timestamp() {
            return Err(Error::NotFound);
        }
        let Some((person, ticket)) = reader else {
            let found = self.desk.ports.attachments.find_attached(id).await?;
            return ReadableFile::of(found.ok_or(Error::NotFound)?);
        };
        let found = self.desk.ports.people.find(PersonKey::Id(person)).await?;
        let reader = found.map(|view| view.person).filter(Person::is_in_use).ok_or(Error::NotFound)?;
        self.find(&Actor::from(&reader), TicketKey::Id(ticket), id).await
    }

    fn read_file_token(self, token: &str) -> Option<(AttachmentId, i64, Option<Reader>)> {
        let parts: Vec<&str> = token.splitn(5, '.').collect();
        let id = |text: &str| Uuid::try_parse(text).ok();
        let (file, expires, reader) = match parts[..] {
            [file, expires, _] => (file, expires, None),
            [file, expires, person, ticket, _] => {
                (file, expires, Some((PersonId::new(id(person)?), TicketId::new(id(ticket)?))))
            }
            _ => return None,
        };
        let (file, expires) = (AttachmentId::new(id(file)?), expires.parse().ok()?);
        let from = Derivation::File { file, expires, reader };
        self.desk.has_signed_link(token, &about(file, expires, reader), from).then_some((file, expires, reader))
    }
}

fn about(file: AttachmentId, expires: i64, reader: Option<Reader>) -> String {
    let about = format!("{}.{expires}", file.as_uuid().simple());
    match reader {
        Some((person, ticket)) => format!("{about}.{}.{}", person.as_uuid().simple(), ticket.as_uuid().simple()),
        None => about,
    }
}

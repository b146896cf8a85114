use async_trait::async_trait;
use time::{Duration, OffsetDateTime};

use super::StorageError;
use crate::ids::MailboxReaderId;

/// A folder that mail is fetched from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MailboxFolder {
    /// The account, as `user@server:port`.
    pub account: String,
    /// The name of the folder, as the server writes it.
    pub folder: String,
}

/// How far a folder was read. Its mails are numbered, and the numbers (UIDs) only grow as long as its UIDVALIDITY is the same
/// (RFC 9051, section 2.3.1.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MailboxCursor {
    /// The UIDVALIDITY at that time.
    pub uid_validity: u32,
    /// The lowest UID that was not read.
    pub next_uid: u32,
}

/// What came of asking for a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MailboxClaim {
    /// The reader has it, and goes on from here; `None` where it was never read.
    Granted(Option<MailboxCursor>),
    /// Another reader has it.
    Taken,
}

/// How far mailboxes were read, and which instance reads them, within a unit of work. The lease saves work only: a mail that two
/// readers fetch is stored once.
#[cfg_attr(any(test, feature = "testing"), mockall::automock)]
#[async_trait]
pub trait MailboxCursors: Send {
    /// Gives the folder to this reader until `lease` after `now`, or prolongs its lease, unless the lease of another reader
    /// still runs. MUST give it to one of several concurrent calls only, and decide by one clock for all instances whether a
    /// lease runs.
    async fn claim(
        &mut self,
        folder: &MailboxFolder,
        reader: MailboxReaderId,
        now: OffsetDateTime,
        lease: Duration,
    ) -> Result<MailboxClaim, StorageError>;

    /// Moves the cursor. `false`, and no change, where the folder is no longer this reader's: it was released, or given to
    /// another reader after its lease.
    async fn advance(
        &mut self,
        folder: &MailboxFolder,
        reader: MailboxReaderId,
        cursor: MailboxCursor,
    ) -> Result<bool, StorageError>;

    /// Takes the folder back from this reader, so that another need not wait for the lease. The cursor stays. Does nothing where
    /// the reader does not have it.
    async fn release(&mut self, folder: &MailboxFolder, reader: MailboxReaderId) -> Result<(), StorageError>;
}

use std::collections::BTreeMap;
use std::time::Duration;

use super::after::After;
use super::connection::{Connection, quoted};
use super::fault::Fault;
use super::response::Response;
use super::time_limit::COMMAND;

/// A connection that is signed in. Mails are named by their UIDs only: other numbers change when a mail is deleted.
pub(super) struct Session {
    pub(super) connection: Connection,
    pub(super) capabilities: Vec<String>,
}

/// What is fetched of a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// All of its bytes.
    Whole { size: u64 },
    /// What is above its text, as far as a reader looks at it.
    Header,
}

/// A mail in the folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Listed {
    pub(super) size: u64,
    pub(super) is_seen: bool,
}

/// The most mails that are listed at once.
const LISTED: usize = 1000;

/// The slowest speed at which a mail may come, in bytes a second.
const SLOWEST: u64 = 32 * 1024;
/// The most bytes of a header that is fetched alone: more of it no reader looks at.
const MOST_OF_HEADER: u64 = 256 * 1024;

impl Session {
    pub(super) fn offers(&self, capability: &str) -> bool {
        self.capabilities.iter().any(|known| known == capability)
    }

    /// What the server lacks for this action, if anything.
    pub(super) fn lacks_for(&self, after: &After) -> Option<&'static str> {
        match after {
            After::Seen => None,
            After::Move(_) => (!self.offers("MOVE")).then_some("MOVE"),
            After::Delete => (!self.offers("UIDPLUS")).then_some("UIDPLUS"),
        }
    }

    /// The mails from this UID on, by UID, each once: the lowest ones, if there are many.
    pub(super) async fn list(&mut self, from: u32) -> Result<BTreeMap<u32, Listed>, Fault> {
        let mut listed = BTreeMap::new();
        let note = |response| {
            let Response::Fetch(mail) = response else { return };
            // `5:*` has the last mail also where its UID is lower. What has no size is news of a changed flag.
            if let (Some(uid), Some(size)) = (mail.uid.filter(|uid| *uid >= from), mail.size) {
                listed.insert(uid, Listed { size, is_seen: mail.is_seen });
                if listed.len() > LISTED {
                    listed.pop_last();
                }
            }
        };
        // What was told before is in the list; what is told from now on may not be.
        self.connection.take_news();
        let command = format!("UID FETCH {from}:* (UID FLAGS RFC822.SIZE)");
        self.connection.command(&command, COMMAND, note).await?;
        Ok(listed)
    }

    /// The bytes of a mail or of its header, which do not mark it as read; `None` if it is gone.
    pub(super) async fn fetch(&mut self, uid: u32, part: Part) -> Result<Option<Vec<u8>>, Fault> {
        let (mut body, mut is_there) = (None, false);
        let note = |response| {
            if let Response::Fetch(mail) = response
                && mail.uid == Some(uid)
            {
                is_there = true;
                body = mail.body.or(body.take());
            }
        };
        let (name, size) = match part {
            Part::Whole { size } => ("BODY.PEEK[]".to_owned(), size),
            Part::Header => (format!("BODY.PEEK[HEADER]<0.{MOST_OF_HEADER}>"), MOST_OF_HEADER),
        };
        let limit = COMMAND + Duration::from_secs(size / SLOWEST);
        self.connection.command(&format!("UID FETCH {uid} (UID {name})"), limit, note).await?;
        match body {
            None if is_there => Err(Fault::Refused("it gave no text for a mail".to_owned())),
            body => Ok(body),
        }
    }

    /// What happens to a mail that was taken in. Deletes this one only: a bare EXPUNGE deletes what others marked, too.
    pub(super) async fn finish(&mut self, uid: u32, after: &After) -> Result<(), Fault> {
        let commands = match after {
            After::Seen => vec![format!("UID STORE {uid} +FLAGS.SILENT (\\Seen)")],
            After::Move(folder) => vec![format!("UID MOVE {uid} {}", quoted(folder))],
            After::Delete => {
                vec![format!("UID STORE {uid} +FLAGS.SILENT (\\Deleted)"), format!("UID EXPUNGE {uid}")]
            }
        };
        for command in commands {
            self.connection.command(&command, COMMAND, drop).await?;
        }
        Ok(())
    }
}

//! What a scripted server has, and what is wrong with it.

use std::sync::{Mutex, MutexGuard};

use tokio::sync::watch;

/// A mail in a folder.
#[derive(Clone, Debug)]
pub struct StoredMail {
    pub uid: u32,
    pub is_seen: bool,
    pub raw: Vec<u8>,
    pub folder: &'static str,
}

/// What is wrong with the server.
#[derive(Clone, Debug, Default)]
pub struct Faults {
    pub refuses_sign_in: bool,
    /// Answers BAD when this mail is fetched.
    pub bad_uid: Option<u32>,
    /// Announces this literal for this mail, and sends some of it.
    pub literal: Option<(u32, u64)>,
    /// Says for this mail that it has no text.
    pub nil_uid: Option<u32>,
    /// Sends so many bytes of this mail and then nothing more, as often as the last number says.
    pub stops_in: Option<(u32, usize, u32)>,
    /// Deletes this mail, and tells of it, when another one is fetched.
    pub deletes_uid: Option<u32>,
    pub marks_read: bool,
    pub is_silent: bool,
    pub cannot: Vec<&'static str>,
}

/// What the server has.
pub struct StoredMailbox {
    pub uid_validity: u32,
    pub uid_next: u32,
    pub mails: Vec<StoredMail>,
    pub faults: Faults,
}

/// What the connections to a server share.
pub(super) struct SharedMailbox {
    mailbox: Mutex<StoredMailbox>,
    /// The commands of all connections, without their tags.
    pub(super) commands: watch::Sender<Vec<String>>,
    /// Counts the changes of the mailbox.
    pub(super) changes: watch::Sender<u64>,
}

impl SharedMailbox {
    /// An empty one.
    pub(super) fn with(faults: Faults) -> Self {
        let mailbox = StoredMailbox { uid_validity: 7, uid_next: 1, mails: Vec::new(), faults };
        Self { mailbox: Mutex::new(mailbox), commands: watch::Sender::default(), changes: watch::Sender::default() }
    }

    /// What it has now.
    pub(super) fn mailbox(&self) -> MutexGuard<'_, StoredMailbox> {
        self.mailbox.lock().unwrap()
    }

    /// The mails of the folder, as `uid` and `is_seen`.
    pub(super) fn state(&self, folder: &str) -> Vec<(u32, bool)> {
        let mailbox = self.mailbox();
        mailbox.mails.iter().filter(|mail| mail.folder == folder).map(|mail| (mail.uid, mail.is_seen)).collect()
    }
}

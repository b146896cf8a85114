//! An IMAP server with one mailbox in memory, and with the faults that a test asks for.

use std::sync::{Arc, MutexGuard};

use tokio::net::TcpListener;

use super::conversation::Conversation;
use super::mailbox::{Faults, SharedMailbox, StoredMail, StoredMailbox};

/// A server that runs. Clones are the same server.
#[derive(Clone)]
pub struct ScriptedServer {
    /// Its port on 127.0.0.1.
    pub port: u16,
    shared: Arc<SharedMailbox>,
}

impl ScriptedServer {
    /// Starts one with an empty mailbox.
    pub async fn start(faults: Faults) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let shared = Arc::new(SharedMailbox::with(faults));
        let accepting = Arc::clone(&shared);
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(Conversation::of(Arc::clone(&accepting), stream).run());
            }
        });
        Self { port, shared }
    }

    /// What it has now.
    pub fn mailbox(&self) -> MutexGuard<'_, StoredMailbox> {
        self.shared.mailbox()
    }

    /// A mail arrives. Returns its UID.
    pub fn arrives(&self, raw: impl AsRef<[u8]>) -> u32 {
        let mut mailbox = self.mailbox();
        let uid = mailbox.uid_next;
        mailbox.uid_next += 1;
        mailbox.mails.push(StoredMail { uid, is_seen: false, raw: raw.as_ref().to_vec(), folder: "INBOX" });
        drop(mailbox);
        self.shared.changes.send_modify(|changes| *changes += 1);
        uid
    }

    /// Every command so far.
    #[must_use]
    pub fn commands(&self) -> Vec<String> {
        self.shared.commands.borrow().clone()
    }

    /// How often this command came.
    #[must_use]
    pub fn count(&self, command: &str) -> usize {
        self.shared.commands.borrow().iter().filter(|known| known.starts_with(command)).count()
    }

    /// Waits until this command came so many times.
    pub async fn received(&self, command: &str, times: usize) {
        let count = |commands: &Vec<String>| commands.iter().filter(|known| known.starts_with(command)).count();
        self.shared.commands.subscribe().wait_for(|commands| count(commands) >= times).await.unwrap();
    }

    /// The mails of the folder, as `uid` and `is_seen`.
    #[must_use]
    pub fn state(&self, folder: &str) -> Vec<(u32, bool)> {
        self.shared.state(folder)
    }

    /// The setting for its mailbox, with what becomes of mails, such as `?after=delete`.
    #[must_use]
    pub fn url(&self, after: &str) -> String {
        format!("imap://support:hunter2@127.0.0.1:{}/INBOX{after}", self.port)
    }
}

//! A mailbox for the whole program: on Dovecot where it runs, else on the scripted server.

use super::{Dovecot, Faults, Mailbox, ScriptedServer};

/// A mailbox into which mails arrive. Its reader deletes what it took in.
pub enum TestMailbox {
    /// On a real server.
    Dovecot {
        /// The setting for it.
        url: String,
        /// A connection of its owner.
        owner: Mailbox,
    },
    /// On the server of the tests.
    Scripted(ScriptedServer),
}

impl TestMailbox {
    /// An empty one. On Dovecot it is that of this user.
    pub async fn open(user: &str) -> Self {
        match Dovecot::if_it_runs() {
            Some(dovecot) => Self::Dovecot { url: dovecot.url(user, "delete"), owner: dovecot.mailbox(user).await },
            None => Self::Scripted(ScriptedServer::start(Faults::default()).await),
        }
    }

    /// The setting for it.
    #[must_use]
    pub fn url(&self) -> String {
        match self {
            Self::Dovecot { url, .. } => url.clone(),
            Self::Scripted(server) => server.url("?after=delete"),
        }
    }

    /// A mail arrives.
    pub async fn arrives(&mut self, raw: &[u8]) {
        match self {
            Self::Dovecot { owner, .. } => owner.append(raw).await,
            Self::Scripted(server) => {
                server.arrives(raw);
            }
        }
    }

    /// How many mails are in it.
    pub async fn count(&mut self) -> usize {
        match self {
            Self::Dovecot { owner, .. } => owner.mails("INBOX").await.len(),
            Self::Scripted(server) => server.state("INBOX").len(),
        }
    }
}

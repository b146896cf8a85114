//! Secret tokens, and what a store keeps of them.

use std::fmt;

use time::OffsetDateTime;

use crate::ids::{ApiKeyId, AttachmentId, MailId, PersonId, TicketId};

/// A random text of 256 bits, shown once. Its `Debug` is a mask.
#[derive(Clone, PartialEq, Eq)]
pub struct SecretToken(String);

impl SecretToken {
    /// Wraps what a [`Secrets`](crate::ports::Secrets) made.
    #[must_use]
    pub const fn new(text: String) -> Self {
        Self(text)
    }

    /// The text itself, to be handed to its owner.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for SecretToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretToken(***)")
    }
}

/// SHA-256 of a secret token: what a store keeps of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SecretDigest(pub [u8; 32]);

/// What a secret is derived from, instead of being stored. A secret that is derived from one of them says nothing about another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Derivation {
    /// The link in a mail.
    Mail(MailId),
    /// An API key: a request that is repeated because its answer was lost gets the same answer.
    ApiKey(ApiKeyId),
    /// The link that mutes mails about a ticket for a person. It does not expire.
    Mute {
        /// Who gets no more mails.
        person: PersonId,
        /// About what.
        ticket: TicketId,
    },
    /// The link to a file.
    File {
        /// The file.
        file: AttachmentId,
        /// Until when it is valid, in seconds since 1970.
        expires: i64,
        /// For whom it is and on which ticket, where it is in a letter.
        reader: Option<(PersonId, TicketId)>,
    },
    /// The links by which a reporter says whether their ticket is solved.
    Solution {
        /// The reporter.
        person: PersonId,
        /// Their ticket.
        ticket: TicketId,
        /// When it was resolved: a later solution needs another link.
        solved_at: OffsetDateTime,
    },
    /// The links by which a reporter rates the help with their ticket.
    Rating {
        /// The reporter.
        person: PersonId,
        /// Their ticket.
        ticket: TicketId,
        /// When it was resolved: a later solution needs another link.
        solved_at: OffsetDateTime,
    },
}

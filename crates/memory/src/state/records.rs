//! Records that the domain has no type for.

use deskhand_domain::incoming::{TakenMail, TakenState};
use deskhand_domain::ports::{MailboxCursor, RefreshToken};
use deskhand_domain::{MailboxReaderId, PersonId};
use time::OffsetDateTime;

/// The numbers of a person. Stored, not computed: only the workload port changes them, as in a database, so that
/// the contract suites catch a use case that forgets to.
#[derive(Clone, Copy, Default)]
pub(crate) struct Load {
    pub(crate) open_tickets: u32,
    pub(crate) tickets_count: u32,
    pub(crate) last_assigned_at: Option<OffsetDateTime>,
}

#[derive(Clone)]
pub(crate) struct Session {
    pub(crate) person: PersonId,
    pub(crate) begun_at: OffsetDateTime,
    pub(crate) agent: Option<String>,
    pub(crate) last_used_at: OffsetDateTime,
    /// When the last of its tokens expires.
    pub(crate) expires_at: OffsetDateTime,
    pub(crate) ended_at: Option<OffsetDateTime>,
}

impl Session {
    pub(crate) fn is_live(&self, now: OffsetDateTime) -> bool {
        self.ended_at.is_none() && now < self.expires_at
    }
}

/// How far a folder of a mailbox was read, and who reads it until when.
#[derive(Clone, Copy, Default)]
pub(crate) struct MailboxRow {
    pub(crate) cursor: Option<MailboxCursor>,
    pub(crate) lease: Option<(MailboxReaderId, OffsetDateTime)>,
}

#[derive(Clone)]
pub(crate) struct StoredToken {
    pub(crate) token: RefreshToken,
    pub(crate) used_at: Option<OffsetDateTime>,
}

/// The answer to a request with an idempotency key.
#[derive(Clone)]
pub(crate) struct StoredAnswer {
    pub(crate) fingerprint: [u8; 32],
    pub(crate) claimed_at: OffsetDateTime,
    /// The person whose account is in the answer.
    pub(crate) about: Option<PersonId>,
    /// `None` until the unit of work that claimed the key sets it.
    pub(crate) answer: Option<String>,
}

/// A content as the rows know it.
#[derive(Clone, Copy)]
pub(crate) struct BlobRow {
    pub(crate) size: u64,
    /// When it was claimed last, or condemned.
    pub(crate) claimed_at: OffsetDateTime,
    pub(crate) is_condemned: bool,
}

impl BlobRow {
    pub(crate) fn is_due(&self, claimed_by: OffsetDateTime, condemned_by: OffsetDateTime) -> bool {
        self.claimed_at <= if self.is_condemned { condemned_by } else { claimed_by }
    }
}

/// A mail that came in, with its claim.
#[derive(Clone)]
pub(crate) struct IncomingRow {
    pub(crate) mail: TakenMail,
    pub(crate) lease_until: Option<OffsetDateTime>,
}

impl IncomingRow {
    pub(crate) fn is_due(&self, now: OffsetDateTime) -> bool {
        let is_waiting = self.mail.state == TakenState::Waiting && self.mail.due_at <= now;
        is_waiting && self.lease_until.is_none_or(|until| until <= now)
    }
}

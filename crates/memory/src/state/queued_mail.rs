//! A mail in the outbox.

use deskhand_domain::notification::{Frequency, Mail, MailState, RecentLetter};
use deskhand_domain::{MailId, PersonId, TicketId};
use time::OffsetDateTime;

/// A mail and how far it came.
#[derive(Clone)]
pub(crate) struct QueuedMail {
    pub(crate) mail: Mail,
    pub(crate) state: MailState,
    pub(crate) attempt: u32,
    /// The attempts before it was queued again.
    pub(crate) forgiven: u32,
    /// While pending: due from then on. A claim does not change it, but sets `lease_until`.
    pub(crate) due_at: OffsetDateTime,
    pub(crate) turn: OffsetDateTime,
    pub(crate) lease_until: Option<OffsetDateTime>,
    pub(crate) last_answer: Option<String>,
    pub(crate) settled_at: Option<OffsetDateTime>,
}

impl QueuedMail {
    pub(crate) fn new(mail: &Mail) -> Self {
        Self {
            due_at: mail.due_at,
            turn: mail.turn,
            mail: mail.clone(),
            state: if mail.joins.is_some() { MailState::Joined } else { MailState::Pending },
            attempt: 0,
            forgiven: 0,
            lease_until: None,
            last_answer: None,
            settled_at: mail.joins.map(|_| mail.created_at),
        }
    }

    pub(crate) fn is_due(&self, now: OffsetDateTime) -> bool {
        self.is_pending() && self.due_at <= now && self.lease_until.is_none_or(|until| until <= now)
    }

    pub(crate) fn is_pending(&self) -> bool {
        self.state == MailState::Pending
    }

    /// Whether it joined this letter.
    pub(crate) fn joins(&self, letter: MailId) -> bool {
        self.state == MailState::Joined && self.mail.joins == Some(letter)
    }

    /// Whether a letter about its ticket counts it.
    pub(crate) fn is_recent_about(&self, ticket: TicketId, since: OffsetDateTime) -> bool {
        let is_about = self.mail.ticket.as_ref().is_some_and(|about| about.id == ticket);
        let counts = matches!(self.state, MailState::Pending | MailState::Sent | MailState::Joined);
        is_about && counts && self.mail.frequency == Frequency::AtOnce && self.mail.created_at > since
    }

    /// Whether a digest of this frequency to this person counts it.
    pub(crate) fn is_in_digest_to(&self, recipient: PersonId, frequency: Frequency, since: OffsetDateTime) -> bool {
        let is_theirs = (self.mail.recipient, self.mail.frequency) == (recipient, frequency);
        let counts = matches!(self.state, MailState::Pending | MailState::Sent | MailState::Joined);
        is_theirs && counts && self.mail.created_at > since
    }

    /// As the rules for letters about one ticket look at it.
    pub(crate) fn to_recent(&self) -> RecentLetter {
        let sent_at = self.settled_at.filter(|_| self.state == MailState::Sent);
        RecentLetter {
            goes_at: sent_at.unwrap_or(self.due_at),
            is_open: self.is_pending() && self.attempt == 0,
            ..RecentLetter::of(&self.mail)
        }
    }

    /// Its place among the due mails: the lowest is claimed first.
    pub(crate) fn place(&self) -> (bool, OffsetDateTime, MailId) {
        (!self.mail.kind.is_about_account(), self.turn, self.mail.id)
    }

    /// Pending, not before `at`, and then behind what became due earlier.
    pub(crate) fn wait_until(&mut self, at: OffsetDateTime) {
        self.state = MailState::Pending;
        self.due_at = at;
        self.turn = self.turn.max(at);
        self.lease_until = None;
    }

    /// Ends its lease as well: the worker that claimed it can no longer settle it.
    pub(crate) fn settle(&mut self, state: MailState, at: OffsetDateTime, answer: &str) {
        self.state = state;
        self.lease_until = None;
        self.settled_at = Some(at);
        self.last_answer = Some(answer.to_owned());
    }

    /// When it was queued; `None` unless it is pending, and for a digest, which waits on purpose.
    pub(crate) fn waiting_since(&self) -> Option<OffsetDateTime> {
        (self.is_pending() && self.mail.frequency == Frequency::AtOnce).then_some(self.mail.created_at)
    }
}

/// The nth newest of these times; `None` where it is not later than `since`.
pub(crate) fn nth_newest(
    times: impl Iterator<Item = OffsetDateTime>,
    n: u32,
    since: OffsetDateTime,
) -> Option<OffsetDateTime> {
    let mut times: Vec<_> = times.filter(|at| *at > since).collect();
    times.sort_unstable();
    times.into_iter().rev().nth((n as usize).saturating_sub(1))
}

use time::OffsetDateTime;

use super::arrived::{ArrivedMail, Transport};
use super::digest::MailDigest;
use super::state::{Settlement, TakenState};
use crate::files::Blob;
use crate::ids::{IncomingMailId, MessageId, PersonId, TicketId};
use crate::incoming::{HeldBecause, IncomingKind};
use crate::people::EmailAddress;

/// A mail that was taken in, and how far it came. Its words are in the raw mail only, until it becomes a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TakenMail {
    /// Which one.
    pub id: IncomingMailId,
    /// What makes it the same as another.
    pub digest: MailDigest,
    /// How it came in.
    pub transport: Transport,
    /// The sender of its envelope: empty for reports, `None` where the transport did not know it.
    pub sender: Option<String>,
    /// The recipients of its envelope, as far as the transport knew them.
    pub recipients: Vec<EmailAddress>,
    /// The raw mail; `None` once it was deleted.
    pub raw: Option<Blob>,
    /// When it came in.
    pub received_at: OffsetDateTime,
    /// Where it is.
    pub state: TakenState,
    /// The tries to understand it, counted when each begins. The outcome of a try counts only while it is the newest.
    pub attempts: u32,
    /// The tries before it was tried anew.
    pub forgiven: u32,
    /// When the next try is due, while it waits.
    pub due_at: OffsetDateTime,
    /// Why the last try failed.
    pub error: Option<String>,
    /// What was read of it; `None` before the first try that came to its end.
    pub reading: Option<MailReading>,
    /// The ticket that it names, and of which its sender need not be a part; or the one that it became.
    pub ticket: Option<TicketId>,
    /// The message that it became.
    pub message: Option<MessageId>,
    /// Whether its sender got a receipt.
    pub had_receipt: bool,
    /// Whether it reopened its ticket.
    pub reopened: bool,
    /// When it was settled.
    pub settled_at: Option<OffsetDateTime>,
    /// Who decided what becomes of it, where it was held.
    pub decided_by: Option<PersonId>,
}

/// What a list shows of a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailReading {
    /// The address in `From`, where that is one.
    pub author: Option<String>,
    /// The name beside it. It proves nothing.
    pub author_name: Option<String>,
    /// The person with that address.
    pub person: Option<PersonId>,
    /// Whether there was no such person when it came.
    pub is_by_stranger: bool,
    /// Its subject, as it is written, at most 200 characters.
    pub subject: String,
    /// What kind of mail it is.
    pub kind: IncomingKind,
    /// What makes it the same as another that was coded anew on its way: over `Message-ID`, `From` and the text that was read. `None`
    /// without a `Message-ID`.
    pub content: Option<MailDigest>,
}

impl TakenMail {
    /// A mail that has just come in. `raw` is the content that its bytes are stored as.
    #[must_use]
    pub fn new(id: IncomingMailId, digest: MailDigest, arrived: &ArrivedMail, raw: Blob, now: OffsetDateTime) -> Self {
        Self {
            id,
            digest,
            transport: arrived.transport,
            sender: arrived.sender.clone(),
            recipients: arrived.recipients.clone(),
            raw: Some(raw),
            received_at: now,
            state: TakenState::Waiting,
            attempts: 0,
            forgiven: 0,
            due_at: now,
            error: None,
            reading: None,
            ticket: None,
            message: None,
            had_receipt: false,
            reopened: false,
            settled_at: None,
            decided_by: None,
        }
    }

    /// Adds recipients of another copy, while it waits. Says whether there were new ones.
    pub fn add_recipients(&mut self, recipients: &[EmailAddress]) -> bool {
        let before = self.recipients.len();
        if self.state == TakenState::Waiting {
            for recipient in recipients {
                if !self.recipients.contains(recipient) {
                    self.recipients.push(recipient.clone());
                }
            }
        }
        self.recipients.len() > before
    }

    /// The tries since it was taken in, or tried anew.
    #[must_use]
    pub const fn tries(&self) -> u32 {
        self.attempts.saturating_sub(self.forgiven)
    }

    /// Whether the outcome of this attempt still counts.
    #[must_use]
    pub fn awaits(&self, attempt: u32) -> bool {
        self.state == TakenState::Waiting && self.attempts == attempt
    }

    /// It waits for a decision of staff.
    pub fn hold(&mut self, because: HeldBecause) {
        self.state = TakenState::Held(because);
        self.error = None;
    }

    /// It has its result.
    pub fn settle(&mut self, settlement: Settlement, now: OffsetDateTime) {
        self.state = TakenState::Settled(settlement);
        self.error = None;
        self.settled_at = Some(now);
    }

    /// It is tried again at `at`, or quarantined where there is no next try.
    pub fn put_off(&mut self, at: Option<OffsetDateTime>, error: String) {
        match at {
            Some(at) => self.due_at = at,
            None => self.state = TakenState::Quarantined,
        }
        self.error = Some(error);
    }

    /// It is tried again at `at`, and the try that is under way does not count.
    pub fn forgive(&mut self, at: OffsetDateTime) {
        self.forgiven += 1;
        self.due_at = at;
    }

    /// It waits again, with as many tries as a new one has.
    pub fn try_anew(&mut self, now: OffsetDateTime) {
        self.state = TakenState::Waiting;
        self.forgiven = self.attempts;
        self.due_at = now;
        self.settled_at = None;
    }

    /// Forgets all that says who wrote it and what. That it came, and what became of it, stays.
    pub fn forget_words(&mut self, now: OffsetDateTime) {
        self.raw = None;
        self.sender = None;
        self.recipients = Vec::new();
        self.error = None;
        if let Some(reading) = &mut self.reading {
            reading.author = None;
            reading.author_name = None;
            reading.subject = String::new();
        }
        if !matches!(self.state, TakenState::Settled(_)) {
            self.settle(Settlement::Rejected, now);
        }
    }
}

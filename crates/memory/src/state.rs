//! Everything that is kept, as plain maps.

use std::collections::{BTreeMap, BTreeSet};

use deskhand_domain::api_keys::ApiKey;
use deskhand_domain::assignment::Decision;
use deskhand_domain::history::Event;
use deskhand_domain::people::{Person, PersonRef};
use deskhand_domain::ports::{
    AccountLink, IdempotencyKey, LinkRequest, PersonView, RefreshToken, SecretDigest, StorageError,
};
use deskhand_domain::ticket::{Message, Ticket};
use deskhand_domain::{ApiKeyId, MailId, PersonId, SessionId, TicketId};
use time::OffsetDateTime;

use crate::queued_mail::QueuedMail;

#[derive(Clone, Default)]
pub(crate) struct State {
    pub(crate) tickets: BTreeMap<TicketId, Ticket>,
    /// Kept apart from the tickets: a number is not given again when its ticket is deleted.
    pub(crate) last_number: u64,
    pub(crate) messages: Vec<Message>,
    pub(crate) decisions: BTreeMap<TicketId, (Decision, OffsetDateTime)>,
    pub(crate) muted: BTreeSet<(TicketId, PersonId)>,
    pub(crate) people: BTreeMap<PersonId, Person>,
    pub(crate) loads: BTreeMap<PersonId, Load>,
    /// In the order of appending.
    pub(crate) history: Vec<Event>,
    pub(crate) outbox: BTreeMap<MailId, QueuedMail>,
    pub(crate) sessions: BTreeMap<SessionId, Session>,
    pub(crate) tokens: BTreeMap<SecretDigest, KeptToken>,
    pub(crate) answers: BTreeMap<(Option<PersonId>, IdempotencyKey), KeptAnswer>,
    pub(crate) api_keys: BTreeMap<ApiKeyId, ApiKey>,
    pub(crate) links: BTreeMap<SecretDigest, AccountLink>,
    pub(crate) link_requests: Vec<LinkRequest>,
    pub(crate) mail_paused_since: Option<OffsetDateTime>,
    /// Assigning the backlog stopped although more could be assigned.
    pub(crate) rest_waits: bool,
}

/// The numbers of a person. Kept, not computed: only the workload port moves them, as in a database, so that
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
    /// When the last of its tokens does.
    pub(crate) expires_at: OffsetDateTime,
    pub(crate) ended_at: Option<OffsetDateTime>,
}

#[derive(Clone)]
pub(crate) struct KeptToken {
    pub(crate) token: RefreshToken,
    pub(crate) used_at: Option<OffsetDateTime>,
}

/// How a request was answered that came with a key.
#[derive(Clone)]
pub(crate) struct KeptAnswer {
    pub(crate) fingerprint: [u8; 32],
    pub(crate) claimed_at: OffsetDateTime,
    /// Whose account is in the answer.
    pub(crate) about: Option<PersonId>,
    /// `None` until the unit of work that claimed it has one.
    pub(crate) answer: Option<String>,
}

impl State {
    pub(crate) fn load_of(&self, person: PersonId) -> Load {
        self.loads.get(&person).copied().unwrap_or_default()
    }

    pub(crate) fn view_of(&self, person: &Person) -> PersonView {
        let Load { open_tickets, tickets_count, last_assigned_at } = self.load_of(person.id);
        PersonView { person: person.clone(), open_tickets, tickets_count, last_assigned_at }
    }

    /// The person beside a ticket, message or event; removed people are still named there.
    pub(crate) fn ref_of(&self, person: PersonId) -> Result<PersonRef, StorageError> {
        self.people.get(&person).map(Person::to_ref).ok_or_else(|| corrupt("people", "somebody unknown is referred to"))
    }

    /// The conversation of a ticket, oldest first.
    pub(crate) fn conversation(&self, ticket: TicketId) -> Vec<&Message> {
        let mut messages: Vec<_> = self.messages.iter().filter(|message| message.ticket == ticket).collect();
        messages.sort_by_key(|message| (message.created_at, message.id));
        messages
    }
}

pub(crate) fn corrupt(table: &'static str, reason: &str) -> StorageError {
    StorageError::Corrupt { table, reason: reason.to_owned() }
}

//! The transaction of one use case.

use time::OffsetDateTime;

use super::earlier_letters::EarlierLetters;
use super::person_cache::PersonCache;
use crate::assignment::EngineerLoad;
use crate::history::{Event, Topic};
use crate::ids::PersonId;
use crate::notification::Mail;
use crate::people::By;
use crate::ports::UnitOfWork;
use crate::security::SecurityEvent;
use crate::use_cases::UseCases;

/// The unit of work of one use case, with the actor, the time and what was recorded so far. Dropping it rolls back.
pub(crate) struct TxContext<'a> {
    pub(crate) desk: &'a UseCases,
    pub(crate) uow: Box<dyn UnitOfWork>,
    /// The author of its events.
    pub(crate) by: By,
    /// The time at its start. Everything that it writes carries this time.
    pub(crate) now: OffsetDateTime,
    /// The engineers with their loads. Empty until they are locked; follows the loads that this transaction changes.
    pub(crate) engineers: Vec<EngineerLoad>,
    pub(crate) person_cache: PersonCache,
    /// Whether a mailed link shows who does this.
    pub(crate) by_link: bool,
    /// Whether who opens a ticket gets no receipt.
    pub(crate) without_receipt: bool,
    pub(crate) recorded: Recorded,
    pub(crate) letters: EarlierLetters,
}

impl<'a> TxContext<'a> {
    pub(crate) fn new(desk: &'a UseCases, uow: Box<dyn UnitOfWork>, by: By, now: OffsetDateTime) -> Self {
        Self {
            desk,
            uow,
            by,
            now,
            engineers: Vec::new(),
            person_cache: PersonCache::default(),
            by_link: false,
            without_receipt: false,
            recorded: Recorded::default(),
            letters: EarlierLetters::default(),
        }
    }
}

/// What a transaction wrote to history and outbox. A dry run returns it; the commit decides by it whether to signal.
#[derive(Default)]
pub(crate) struct Recorded {
    pub(crate) events: Vec<Event>,
    pub(crate) mails: Vec<Mail>,
    /// Entries of the security log.
    pub(crate) security: Vec<SecurityEvent>,
    /// Whether a mail was made due again: a letter, or one that came in.
    pub(crate) requeued: bool,
}

impl Recorded {
    /// The person whose account the events are about, if any event is about an account.
    pub(crate) fn person(&self) -> Option<PersonId> {
        self.events.iter().find_map(|event| match event.topic {
            Topic::Person(person) => Some(person),
            Topic::Ticket(_) => None,
        })
    }
}

//! The transaction of one use case: the unit of work, who acts, and what was recorded so far.

use time::OffsetDateTime;

use super::person_cache::PersonCache;
use crate::assignment::EngineerLoad;
use crate::history::{Event, Topic};
use crate::ids::PersonId;
use crate::notification::Mail;
use crate::people::By;
use crate::ports::UnitOfWork;
use crate::use_cases::UseCases;

/// A unit of work, who acts, and when. Dropping it undoes everything.
pub(crate) struct TxContext<'a> {
    pub(crate) desk: &'a UseCases,
    pub(crate) uow: Box<dyn UnitOfWork>,
    pub(crate) by: By,
    pub(crate) now: OffsetDateTime,
    /// The engineers with their loads, once they are locked; kept in step with the loads that this transaction moves.
    pub(crate) engineers: Vec<EngineerLoad>,
    pub(crate) person_cache: PersonCache,
    /// What it wrote into history and outbox.
    pub(crate) recorded: Recorded,
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
            recorded: Recorded::default(),
        }
    }
}

/// What a transaction wrote into history and outbox.
#[derive(Default)]
pub(crate) struct Recorded {
    pub(crate) events: Vec<Event>,
    pub(crate) mails: Vec<Mail>,
    /// A settled mail is due again.
    pub(crate) requeued: bool,
}

impl Recorded {
    /// The account that the events are about, if they are about one.
    pub(crate) fn person(&self) -> Option<PersonId> {
        self.events.iter().find_map(|event| match event.topic {
            Topic::Person(person) => Some(person),
            Topic::Ticket(_) => None,
        })
    }
}

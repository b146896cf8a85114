//! One unit of work in the hands of a use case: the only place that begins and commits one.

use std::pin::Pin;

use time::{Duration, OffsetDateTime};

use crate::assignment::{Decision, EngineerLoad};
use crate::history::{Event, EventKind, Fact, Topic};
use crate::ids::PersonId;
use crate::notification::Mail;
use crate::people::{Actor, By};
use crate::permissions;
use crate::ports::{StorageError, TicketKey, UnitOfWork};
use crate::ticket::{Ticket, TicketAction};
use crate::use_cases::transaction::execution::{Execution, Outcome};
use crate::use_cases::transaction::person_cache::PersonCache;
use crate::use_cases::{Error, UseCases};

/// How long to wait before each further try of a unit of work that the store was too busy for: a deadlock, a failed
/// serialization. Three tries more, up to half as long again, so that two that met don't meet again.
const RETRY_BACKOFF: [Duration; 3] =
    [Duration::milliseconds(10), Duration::milliseconds(50), Duration::milliseconds(250)];

/// A unit of work, who does it, and when. Dropping it undoes everything.
pub(crate) struct TxContext<'a> {
    pub(crate) desk: &'a UseCases,
    pub(crate) uow: Box<dyn UnitOfWork>,
    pub(crate) by: By,
    pub(crate) now: OffsetDateTime,
    /// The engineers with their loads, once they are locked; kept in step with the loads that this work moves.
    pub(crate) engineers: Vec<EngineerLoad>,
    pub(crate) person_cache: PersonCache,
    /// What it wrote into history and outbox.
    pub(crate) recorded: Recorded,
}

/// What a unit of work told the world.
#[derive(Default)]
pub(crate) struct Recorded {
    pub(crate) events: Vec<Event>,
    pub(crate) mails: Vec<Mail>,
    /// A mail that was settled is due again.
    pub(crate) requeued: bool,
}

impl Recorded {
    /// Whose account it tells of, where it tells of one.
    fn person(&self) -> Option<PersonId> {
        self.events.iter().find_map(|event| match event.topic {
            Topic::Person(person) => Some(person),
            Topic::Ticket(_) => None,
        })
    }
}

/// One try of a operation. Boxed as `Send`, so that every use case can be spawned on any runtime: the compiler can't see
/// that of an `AsyncFn` yet.
pub(crate) type Attempt<'tx, T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send + 'tx>>;

impl UseCases {
    /// Does `operation` in one unit of work: all of it or nothing. Every use case that writes comes through here; nothing
    /// else begins or commits.
    ///
    /// Where the store was too busy, everything is done again from the start, so `operation` must do all its reading
    /// inside. Waiting for one's turn is the store's own affair: if even that takes too long, another try is no help.
    pub(crate) async fn in_transaction<'desk, T: Send>(
        &'desk self,
        by: impl Into<By> + Send,
        operation: impl for<'tx> Fn(&'tx mut TxContext<'desk>) -> Attempt<'tx, T> + Send + Sync,
    ) -> Result<T, Error> {
        self.run(by, &Execution::Commit, operation).await?.done()
    }

    /// The same for verbs whose caller chooses how: on trial, or once for a key.
    pub(crate) async fn run<'desk, T: Send>(
        &'desk self,
        by: impl Into<By> + Send,
        execution: &Execution<'_, T>,
        operation: impl for<'tx> Fn(&'tx mut TxContext<'desk>) -> Attempt<'tx, T> + Send + Sync,
    ) -> Result<Outcome<T>, Error> {
        let by = by.into();
        let mut waits = RETRY_BACKOFF.into_iter();
        loop {
            let tx = self.begin(by).await?;
            match (tx.run(execution, &operation).await, waits.next()) {
                (Err(Error::Storage(StorageError::Busy)), Some(wait)) => self.pause(wait).await,
                (result, _) => return result,
            }
        }
    }

    async fn begin(&self, by: By) -> Result<TxContext<'_>, Error> {
        let uow = self.ports.storage.begin().await?;
        let now = self.ports.clock.now();
        Ok(TxContext {
            desk: self,
            uow,
            by,
            now,
            engineers: Vec::new(),
            person_cache: PersonCache::default(),
            recorded: Recorded::default(),
        })
    }

    async fn pause(&self, wait: Duration) {
        // The low bits of a UUIDv7 are random: as good a die as any, and the same one in every test.
        let jitter = u8::try_from(self.ports.ids.uuid().as_u128() & 0xff).unwrap_or_default();
        self.ports.sleeper.wait(wait + wait * i32::from(jitter) / 512).await;
    }
}

impl<'desk> TxContext<'desk> {
    async fn run<T: Send>(
        mut self,
        execution: &Execution<'_, T>,
        operation: &(impl for<'tx> Fn(&'tx mut TxContext<'desk>) -> Attempt<'tx, T> + Send + Sync),
    ) -> Result<Outcome<T>, Error> {
        let outcome = self.attempt(execution, operation).await;
        match &outcome {
            Ok(Outcome::Planned(_)) => self.uow.roll_back().await,
            // Also an earlier answer: where units of work are committed together, the one whose answer it is may not be
            // durable yet.
            Ok(Outcome::Done(_) | Outcome::Replayed(_)) => self.commit().await?,
            // Nobody waits for a store that has just failed.
            Err(Error::Storage(_)) => drop(self),
            Err(_) => self.uow.roll_back().await,
        }
        outcome
    }

    async fn attempt<T: Send>(
        &mut self,
        execution: &Execution<'_, T>,
        operation: &(impl for<'tx> Fn(&'tx mut TxContext<'desk>) -> Attempt<'tx, T> + Send + Sync),
    ) -> Result<Outcome<T>, Error> {
        if let Execution::Idempotent(idempotent) = execution
            && let Some(answer) = self.earlier_answer(idempotent.request).await?
        {
            return Ok(Outcome::Replayed(answer));
        }
        let result = operation(self).await?;
        match execution {
            Execution::Commit => {}
            Execution::Idempotent(idempotent) => {
                let answer =
                    (idempotent.answer)(&result).ok_or(Error::Internal("an answer could not be written down"))?;
                let about = self.recorded.person();
                self.uow.idempotency_keys().keep_answer(idempotent.request, &answer, about).await?;
            }
            Execution::DryRun => return self.plan(result).await.map(Outcome::Planned),
        }
        Ok(Outcome::Done(result))
    }
}

impl TxContext<'_> {
    /// Makes it durable. The wake-up is only a hint: whoever misses it finds the news in the store.
    async fn commit(self) -> Result<(), Error> {
        self.uow.commit().await?;
        if !self.recorded.events.is_empty() || self.recorded.requeued {
            self.desk.ports.signal.wake();
        }
        Ok(())
    }

    /// The ticket, locked, if `actor` may see it; in the version that the caller knows, where they say one.
    pub(crate) async fn find_ticket(
        &mut self,
        key: TicketKey,
        actor: &Actor,
        version: Option<u64>,
    ) -> Result<Ticket, Error> {
        let found = match key {
            TicketKey::Id(id) => self.uow.tickets().find(id).await?,
            TicketKey::Number(number) => self.uow.tickets().find_by_number(number).await?,
        };
        let ticket = found.ok_or(Error::NotFound)?;
        permissions::may(actor, TicketAction::See, &ticket.relation_to(actor), self.desk.workflow())?;
        match version {
            Some(version) if version != ticket.version => Err(Error::Stale),
            _ => Ok(ticket),
        }
    }

    /// Locks the engineers. Whatever may move a load calls this before it locks a ticket: always in this order,
    /// two units of work can't wait for each other.
    pub(crate) async fn lock_engineers(&mut self) -> Result<(), Error> {
        self.engineers = self.uow.workload().lock_engineers().await?;
        Ok(())
    }

    /// Puts a decision into effect on the ticket and keeps its reasons. The facts are the system's own.
    pub(crate) async fn apply_decision(
        &mut self,
        ticket: &mut Ticket,
        decision: &Decision,
    ) -> Result<Vec<Fact>, Error> {
        self.uow.tickets().keep_decision(decision, self.now).await?;
        let mut facts: Vec<Fact> = ticket.assign(decision.chosen).into_iter().map(Fact::automatic).collect();
        if decision.chosen.is_none() {
            facts.push(Fact::new(EventKind::NobodyEligible).after(decision.why_nobody()).automatic());
        }
        Ok(facts)
    }
}

//! One unit of work in the hands of a use case: the only place that begins and commits one.

use time::OffsetDateTime;

use super::{Error, UseCases};
use crate::assignment::{self, Decision, EngineerLoad, Trigger};
use crate::history::{EventKind, Fact};
use crate::people::{Actor, By};
use crate::permissions;
use crate::ports::{TicketKey, UnitOfWork};
use crate::ticket::{Ticket, TicketAction};

/// A unit of work, who does it, and when. Dropping it undoes everything.
pub(super) struct Work<'a> {
    pub(super) desk: &'a UseCases,
    pub(super) uow: Box<dyn UnitOfWork>,
    pub(super) by: By,
    pub(super) now: OffsetDateTime,
    /// The engineers with their loads, once they are locked; kept in step with the loads that this work moves.
    pub(super) engineers: Vec<EngineerLoad>,
}

impl UseCases {
    /// Begins a unit of work. Every use case that writes comes through here.
    pub(super) async fn begin(&self, by: impl Into<By>) -> Result<Work<'_>, Error> {
        let uow = self.ports.storage.begin().await?;
        Ok(Work { desk: self, uow, by: by.into(), now: self.ports.clock.now(), engineers: Vec::new() })
    }
}

impl Work<'_> {
    /// Makes it durable. The wake-up is only a hint: whoever misses it finds the news in the store.
    pub(super) async fn commit(self) -> Result<(), Error> {
        let feed = self.desk.ports.feed.clone();
        self.uow.commit().await?;
        feed.wake();
        Ok(())
    }

    /// The ticket, locked, if `actor` may see it; in the version that the caller knows, where they say one.
    pub(super) async fn find_ticket(
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
    pub(super) async fn lock_engineers(&mut self) -> Result<(), Error> {
        self.engineers = self.uow.workload().lock_engineers().await?;
        Ok(())
    }

    /// Puts a decision into effect on the ticket and keeps its reasons. The facts are the system's own.
    pub(super) async fn place(&mut self, ticket: &mut Ticket, decision: &Decision) -> Result<Vec<Fact>, Error> {
        self.uow.tickets().keep_decision(decision, self.now).await?;
        let mut facts: Vec<Fact> = ticket.assign(decision.chosen).into_iter().map(Fact::automatic).collect();
        if decision.chosen.is_none() {
            facts.push(Fact::new(EventKind::NobodyEligible).after(decision.why_nobody()).automatic());
        }
        Ok(facts)
    }

    /// Hands out what waits, most urgent first, then oldest, to whoever is eligible by now.
    pub(super) async fn hand_out_waiting(&mut self) -> Result<(), Error> {
        if !self.desk.workflow().auto_assign {
            return Ok(());
        }
        for mut ticket in self.uow.tickets().waiting().await? {
            let decision = assignment::decide(&ticket, Trigger::Waiting, &self.engineers);
            // Nobody for this one: it goes on waiting, and its history has said so already.
            if decision.chosen.is_some() {
                let before = ticket.clone();
                let facts = self.place(&mut ticket, &decision).await?;
                self.record_ticket(&before, &mut ticket, facts).await?;
            }
        }
        Ok(())
    }
}

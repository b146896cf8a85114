//! Tickets by the thousand, for demonstrations and measurements: told by the domain's own verbs, kept in few statements.

use std::collections::BTreeMap;

use deskhand_domain::PersonId;
use deskhand_domain::assignment::{Decision, EngineerLoad};
use deskhand_domain::history::Event;
use deskhand_domain::ports::{StorageError, Workload};
use deskhand_domain::ticket::{Message, Ticket, TicketNumber};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Iterable};
use time::OffsetDateTime;

use crate::database::Database;
use crate::entities::person::Column;
use crate::entities::{decision, event, message, ticket, ticket_number};
use crate::error::storage_error;
use crate::mapping;
use crate::unit_of_work::SeaOrmUnitOfWork;

/// The most values in one statement that both databases take.
const VALUES: usize = 30_000;

/// A ticket with everything that happened to it.
#[derive(Clone, Debug)]
pub struct TicketBundle {
    /// As it is in the end.
    pub ticket: Ticket,
    /// The whole conversation.
    pub messages: Vec<Message>,
    /// The whole history.
    pub events: Vec<Event>,
    /// Why its engineer has it, where that is kept.
    pub decision: Option<(Decision, OffsetDateTime)>,
}

impl Database {
    /// Keeps `count` tickets in one unit of work. `tell` gets their first number and the engineers with their loads,
    /// which nobody else moves meanwhile. No mail is queued.
    ///
    /// # Errors
    /// What `tell` says, or [`StorageError`]; nothing is kept then.
    pub async fn load_tickets<E: From<StorageError>>(
        &self,
        count: u32,
        tell: impl FnOnce(TicketNumber, Vec<EngineerLoad>) -> Result<Vec<TicketBundle>, E> + Send,
    ) -> Result<(), E> {
        let mut work = self.begin_unit_of_work().await?;
        let engineers = work.lock_engineers().await?;
        let first = work.reserve_numbers(count).await?;
        let chapters = tell(first, engineers)?;
        work.keep(&chapters).await?;
        work.count(&chapters).await?;
        Ok(work.tx.commit().await?)
    }
}

impl SeaOrmUnitOfWork {
    async fn reserve_numbers(&self, count: u32) -> Result<TicketNumber, StorageError> {
        ticket_number::Entity::update_many()
            .col_expr(ticket_number::Column::Last, Expr::col(ticket_number::Column::Last).add(i64::from(count)))
            .exec(&self.tx)
            .await
            .map_err(storage_error)?;
        let counter = ticket_number::Entity::find().one(&self.tx).await.map_err(storage_error)?;
        mapping::ticket::number_from(counter.map_or(0, |row| row.last - i64::from(count) + 1))
    }

    async fn keep(&self, chapters: &[TicketBundle]) -> Result<(), StorageError> {
        let tickets = chapters.iter().map(|chapter| mapping::ticket::to_active_model(&chapter.ticket));
        self.insert_all(tickets.collect::<Result<Vec<ticket::ActiveModel>, _>>()?).await?;
        let messages = chapters.iter().flat_map(|chapter| &chapter.messages).map(mapping::message::to_active_model);
        self.insert_all(messages.collect::<Vec<message::ActiveModel>>()).await?;
        let events = chapters.iter().flat_map(|chapter| &chapter.events).map(mapping::event::to_active_model);
        self.insert_all(events.collect::<Vec<event::ActiveModel>>()).await?;
        let kept = chapters.iter().filter_map(|chapter| chapter.decision.as_ref());
        let decisions = kept.map(|(decision, at)| mapping::decision::to_active_model(decision, *at));
        self.insert_all(decisions.collect::<Result<Vec<decision::ActiveModel>, _>>()?).await
    }

    async fn insert_all<A>(&self, mut rows: Vec<A>) -> Result<(), StorageError>
    where
        A: ActiveModelTrait + Send,
        <A::Entity as EntityTrait>::Model: IntoActiveModel<A>,
    {
        let columns = <A::Entity as EntityTrait>::Column::iter().count().max(1);
        while !rows.is_empty() {
            let rest = rows.split_off(rows.len().min(VALUES / columns));
            self.insert_rows(rows).await?;
            rows = rest;
        }
        Ok(())
    }

    /// The numbers beside people's names, moved once a person.
    async fn count(&mut self, chapters: &[TicketBundle]) -> Result<(), StorageError> {
        let mut open: BTreeMap<PersonId, i32> = BTreeMap::new();
        let mut reported: BTreeMap<PersonId, i32> = BTreeMap::new();
        let mut assigned: BTreeMap<PersonId, OffsetDateTime> = BTreeMap::new();
        for ticket in chapters.iter().map(|chapter| &chapter.ticket) {
            *reported.entry(ticket.reporter).or_default() += 1;
            if let Some(engineer) = ticket.load_on() {
                *open.entry(engineer).or_default() += 1;
            }
            if let Some(engineer) = ticket.assignee {
                let last = assigned.entry(engineer).or_insert(ticket.created_at);
                *last = Ord::max(*last, ticket.created_at);
            }
        }
        for (person, change) in open {
            self.move_count(Column::OpenTickets, person, change).await?;
        }
        for (person, change) in reported {
            self.move_count(Column::TicketsCount, person, change).await?;
        }
        for (person, at) in assigned {
            self.note_assignment(person, at).await?;
        }
        Ok(())
    }
}

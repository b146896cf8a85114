//! Stores tickets by the thousand in few statements, for demonstrations and measurements.

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

/// The most values that both databases accept in one statement.
const VALUES: usize = 30_000;

/// A ticket with its conversation and history.
#[derive(Clone, Debug)]
pub struct TicketBundle {
    /// The ticket in its last state.
    pub ticket: Ticket,
    /// The whole conversation.
    pub messages: Vec<Message>,
    /// The whole history.
    pub events: Vec<Event>,
    /// Why its engineer got it, if that is to be stored.
    pub decision: Option<(Decision, OffsetDateTime)>,
}

impl Database {
    /// Stores `count` tickets in one unit of work, without mail. `build` gets their first number and the engineers with their
    /// loads, which are locked meanwhile.
    ///
    /// # Errors
    /// The error of `build`, or [`StorageError`]; nothing is stored then.
    pub async fn load_tickets<E: From<StorageError>>(
        &self,
        count: u32,
        build: impl FnOnce(TicketNumber, Vec<EngineerLoad>) -> Result<Vec<TicketBundle>, E> + Send,
    ) -> Result<(), E> {
        let mut work = self.begin_unit_of_work().await?;
        let engineers = work.lock_engineers().await?;
        let first = work.reserve_numbers(count).await?;
        let bundles = build(first, engineers)?;
        work.insert_bundles(&bundles).await?;
        work.count_bundles(&bundles).await?;
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

    async fn insert_bundles(&self, bundles: &[TicketBundle]) -> Result<(), StorageError> {
        let tickets = bundles.iter().map(|bundle| mapping::ticket::to_active_model(&bundle.ticket));
        self.insert_all(tickets.collect::<Result<Vec<ticket::ActiveModel>, _>>()?).await?;
        let messages = bundles.iter().flat_map(|bundle| &bundle.messages).map(mapping::message::to_active_model);
        self.insert_all(messages.collect::<Vec<message::ActiveModel>>()).await?;
        let events = bundles.iter().flat_map(|bundle| &bundle.events).map(mapping::event::to_active_model);
        self.insert_all(events.collect::<Vec<event::ActiveModel>>()).await?;
        let decided = bundles.iter().filter_map(|bundle| bundle.decision.as_ref());
        let decisions = decided.map(|(decision, at)| mapping::decision::to_active_model(decision, *at));
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

    /// Updates the counters in `people`, once for each person.
    async fn count_bundles(&mut self, bundles: &[TicketBundle]) -> Result<(), StorageError> {
        let mut open: BTreeMap<PersonId, i32> = BTreeMap::new();
        let mut reported: BTreeMap<PersonId, i32> = BTreeMap::new();
        let mut assigned: BTreeMap<PersonId, OffsetDateTime> = BTreeMap::new();
        for ticket in bundles.iter().map(|bundle| &bundle.ticket) {
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

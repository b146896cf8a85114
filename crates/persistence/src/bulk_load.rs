//! Stores tickets by the thousand in few statements, for demonstrations and measurements.

use std::collections::BTreeMap;
use std::iter;

use deskhand_domain::PersonId;
use deskhand_domain::assignment::{Decision, EngineerLoad};
use deskhand_domain::history::Event;
use deskhand_domain::ports::{StorageError, Workload};
use deskhand_domain::ticket::{Message, Ticket, TicketNumber};
use sea_orm::EntityTrait;
use sea_orm::sea_query::{Expr, ExprTrait};
use time::OffsetDateTime;

use crate::database::Database;
use crate::entities::person::Column;
use crate::entities::{ticket_number, ticket_search};
use crate::mapping;
use crate::mapping::ticket_search::{of_message, of_ticket};
use crate::repositories::followers::rows_of;
use crate::run::Run;
use crate::unit_of_work::SeaOrmUnitOfWork;

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
        let last = ticket_number::Column::Last;
        let counted = ticket_number::Entity::update_many().col_expr(last, Expr::col(last).add(i64::from(count)));
        self.tx.update_rows(counted).await?;
        let counter: Option<ticket_number::Model> = self.tx.fetch_one(ticket_number::Entity::find()).await?;
        mapping::ticket::number_from(counter.map_or(0, |row| row.last - i64::from(count) + 1))
    }

    async fn insert_bundles(&self, bundles: &[TicketBundle]) -> Result<(), StorageError> {
        let tickets = bundles.iter().map(|bundle| mapping::ticket::to_active_model(&bundle.ticket));
        self.tx.insert_rows(tickets.collect::<Result<Vec<_>, _>>()?).await?;
        self.tx.insert_rows(bundles.iter().flat_map(|bundle| rows_of(&bundle.ticket))).await?;
        let messages = bundles.iter().flat_map(|bundle| &bundle.messages).map(mapping::message::to_active_model);
        self.tx.insert_rows(messages).await?;
        self.tx.insert_rows(bundles.iter().flat_map(searched)).await?;
        let events = bundles.iter().flat_map(|bundle| &bundle.events).map(mapping::event::to_active_model);
        self.tx.insert_rows(events).await?;
        let decided = bundles.iter().filter_map(|bundle| bundle.decision.as_ref());
        let decisions = decided.map(|(decision, at)| mapping::decision::to_active_model(decision, *at));
        self.tx.insert_rows(decisions.collect::<Result<Vec<_>, _>>()?).await
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

/// The texts of a ticket together, as if it had come alone. The first message is the description.
fn searched(bundle: &TicketBundle) -> impl Iterator<Item = ticket_search::ActiveModel> {
    let later = bundle.messages.iter().skip(1).map(|message| of_message(message, &bundle.ticket));
    iter::once(of_ticket(&bundle.ticket)).chain(later)
}

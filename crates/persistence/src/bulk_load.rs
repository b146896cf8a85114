//! Stores tickets by the thousand in few statements, for demonstrations and measurements.

use std::collections::BTreeMap;
use std::iter;

use deskhand_domain::PersonId;
use deskhand_domain::assignment::EngineerLoad;
use deskhand_domain::ports::{StorageError, Workload};
use deskhand_domain::ticket::TicketNumber;
use deskhand_domain::transfer::WholeTicket;
use sea_orm::EntityTrait;
use sea_orm::sea_query::{Expr, ExprTrait};
use time::OffsetDateTime;

use crate::database::Database;
use crate::entities::person::Column;
use crate::entities::{ticket_mute, ticket_number, ticket_search};
use crate::mapping;
use crate::mapping::ticket_search::{of_message, of_ticket};
use crate::repositories::followers::rows_of;
use crate::run::Run;
use crate::unit_of_work::SeaOrmUnitOfWork;

impl Database {
    /// Stores `count` tickets in one unit of work, without mail. `build` gets their first number and the engineers with their
    /// loads, which are locked meanwhile.
    ///
    /// # Errors
    /// The error of `build`, or [`StorageError`]; nothing is stored then.
    pub async fn load_tickets<E: From<StorageError>>(
        &self,
        count: u32,
        build: impl FnOnce(TicketNumber, Vec<EngineerLoad>) -> Result<Vec<WholeTicket>, E> + Send,
    ) -> Result<(), E> {
        let mut work = self.begin_unit_of_work().await?;
        let engineers = work.lock_engineers().await?;
        let first = work.reserve_numbers(count).await?;
        let tickets = build(first, engineers)?;
        work.insert_whole_tickets(&tickets).await?;
        let events = tickets.iter().flat_map(|whole| &whole.events).map(mapping::event::to_active_model);
        work.tx.insert_rows(events.collect::<Vec<_>>()).await?;
        work.count_tickets(&tickets).await?;
        work.note_assignments(&tickets).await?;
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

    /// All but the events: the caller decides about their place in the feed.
    pub(crate) async fn insert_whole_tickets(&self, tickets: &[WholeTicket]) -> Result<(), StorageError> {
        let rows = tickets.iter().map(|whole| mapping::ticket::to_active_model(&whole.ticket));
        self.tx.insert_rows(rows.collect::<Result<Vec<_>, _>>()?).await?;
        let followers: Vec<_> = tickets.iter().flat_map(|whole| rows_of(&whole.ticket)).collect();
        self.tx.insert_rows(followers).await?;
        let messages: Vec<_> =
            tickets.iter().flat_map(|whole| &whole.messages).map(mapping::message::to_active_model).collect();
        self.tx.insert_rows(messages).await?;
        let texts: Vec<_> = tickets.iter().flat_map(searched).collect();
        self.tx.insert_rows(texts).await?;
        let files = tickets.iter().flat_map(|whole| &whole.files).map(mapping::attachment::to_active_model);
        self.tx.insert_rows(files.collect::<Result<Vec<_>, _>>()?).await?;
        let mutes: Vec<_> = tickets.iter().flat_map(mutes_of).collect();
        self.tx.insert_rows(mutes).await?;
        let decided = tickets.iter().filter_map(|whole| whole.decision.as_ref());
        let decisions = decided.map(|(decision, at)| mapping::decision::to_active_model(decision, *at));
        self.tx.insert_rows(decisions.collect::<Result<Vec<_>, _>>()?).await
    }

    /// Updates the counters in `people`, once for each person.
    pub(crate) async fn count_tickets(&mut self, tickets: &[WholeTicket]) -> Result<(), StorageError> {
        let mut open: BTreeMap<PersonId, i32> = BTreeMap::new();
        let mut reported: BTreeMap<PersonId, i32> = BTreeMap::new();
        for ticket in tickets.iter().map(|whole| &whole.ticket) {
            *reported.entry(ticket.reporter).or_default() += 1;
            if let Some(engineer) = ticket.load_on() {
                *open.entry(engineer).or_default() += 1;
            }
        }
        for (person, change) in open {
            self.move_count(Column::OpenTickets, person, change).await?;
        }
        for (person, change) in reported {
            self.move_count(Column::TicketsCount, person, change).await?;
        }
        Ok(())
    }

    async fn note_assignments(&mut self, tickets: &[WholeTicket]) -> Result<(), StorageError> {
        let mut assigned: BTreeMap<PersonId, OffsetDateTime> = BTreeMap::new();
        for ticket in tickets.iter().map(|whole| &whole.ticket) {
            if let Some(engineer) = ticket.assignee {
                let last = assigned.entry(engineer).or_insert(ticket.created_at);
                *last = Ord::max(*last, ticket.created_at);
            }
        }
        for (person, at) in assigned {
            self.note_assignment(person, at).await?;
        }
        Ok(())
    }
}

/// The texts of a ticket together, as if it had come alone. The first message is the description.
fn searched(whole: &WholeTicket) -> impl Iterator<Item = ticket_search::ActiveModel> {
    let later = whole.messages.iter().skip(1).map(|message| of_message(message, &whole.ticket));
    iter::once(of_ticket(&whole.ticket)).chain(later)
}

fn mutes_of(whole: &WholeTicket) -> impl Iterator<Item = ticket_mute::ActiveModel> {
    let ticket_id = whole.ticket.id.as_uuid();
    whole.muted_by.iter().map(move |person| ticket_mute::Model { ticket_id, person_id: person.as_uuid() }.into())
}

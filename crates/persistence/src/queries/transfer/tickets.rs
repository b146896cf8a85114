use std::collections::HashMap;

use deskhand_domain::PersonId;
use deskhand_domain::assignment::Decision;
use deskhand_domain::files::Attachment;
use deskhand_domain::history::Event;
use deskhand_domain::ports::{AttachmentQueries, StorageError};
use deskhand_domain::ticket::{Message, Ticket, TicketNumber};
use deskhand_domain::transfer::WholeTicket;
use sea_orm::{ColumnTrait, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::database::Database;
use crate::entities::{decision, event, message, ticket, ticket_mute};
use crate::mapping;
use crate::mapping::decode::whole;
use crate::mapping::ticket::TicketColumns;
use crate::run::Run;

/// The parts of some tickets, by ticket.
type Parts<T> = HashMap<Uuid, Vec<T>>;

impl Database {
    pub(super) async fn read_whole_tickets(
        &self,
        after: Option<TicketNumber>,
        limit: u32,
    ) -> Result<Vec<WholeTicket>, StorageError> {
        let after: i64 = whole(after.map_or(0, |last| last.get()))?;
        let tickets = ticket::Entity::find()
            .filter(ticket::Column::Number.gt(after))
            .order_by(ticket::Column::Number, Order::Asc)
            .limit(u64::from(limit));
        let rows: Vec<TicketColumns> = self.reader.fetch_all(tickets).await?;
        let tickets = rows.iter().map(mapping::ticket::to_domain).collect::<Result<Vec<_>, _>>()?;
        if tickets.is_empty() {
            return Ok(Vec::new());
        }
        let ids: Vec<Uuid> = tickets.iter().map(|ticket| ticket.id.as_uuid()).collect();
        let mut messages = self.messages_of(&ids).await?;
        let mut files = self.files_of(&messages).await?;
        let mut events = self.events_of(&ids).await?;
        let mut decisions = self.decisions_of(&ids).await?;
        let mut mutes = self.mutes_of(&ids).await?;
        let build = |ticket: Ticket| {
            let id = ticket.id.as_uuid();
            WholeTicket {
                messages: messages.remove(&id).unwrap_or_default(),
                events: events.remove(&id).unwrap_or_default(),
                decision: decisions.remove(&id),
                files: files.remove(&id).unwrap_or_default(),
                muted_by: mutes.remove(&id).unwrap_or_default(),
                ticket,
            }
        };
        Ok(tickets.into_iter().map(build).collect())
    }

    async fn messages_of(&self, tickets: &[Uuid]) -> Result<Parts<Message>, StorageError> {
        let rows = message::Entity::find()
            .filter(message::Column::TicketId.is_in(tickets.iter().copied()))
            .order_by(message::Column::CreatedAt, Order::Asc)
            .order_by(message::Column::Id, Order::Asc);
        let mut parts = Parts::new();
        for row in self.reader.fetch_all::<_, message::Model>(rows).await? {
            parts.entry(row.ticket_id).or_default().push(mapping::message::to_domain(&row)?);
        }
        Ok(parts)
    }

    async fn files_of(&self, messages: &Parts<Message>) -> Result<Parts<Attachment>, StorageError> {
        let ids: Vec<_> = messages.values().flatten().map(|message| message.id).collect();
        let owners: HashMap<_, _> = messages.values().flatten().map(|message| (message.id, message.ticket)).collect();
        let mut parts = Parts::new();
        for some in ids.chunks(IDS) {
            for file in AttachmentQueries::of_messages(self, some).await? {
                if let Some(ticket) = file.message.and_then(|message| owners.get(&message)) {
                    parts.entry(ticket.as_uuid()).or_default().push(file);
                }
            }
        }
        for files in parts.values_mut() {
            files.sort_by_key(|file: &Attachment| (file.created_at, file.id));
        }
        Ok(parts)
    }

    async fn events_of(&self, tickets: &[Uuid]) -> Result<Parts<Event>, StorageError> {
        let rows = event::Entity::find()
            .filter(event::Column::TicketId.is_in(tickets.iter().copied()))
            .order_by(event::Column::Seq, Order::Asc);
        let mut parts = Parts::new();
        for row in self.reader.fetch_all::<_, event::Model>(rows).await? {
            if let Some(ticket) = row.ticket_id {
                parts.entry(ticket).or_default().push(mapping::event::to_domain(row)?);
            }
        }
        Ok(parts)
    }

    /// The last decision about each: later ones take the place of earlier ones.
    async fn decisions_of(&self, tickets: &[Uuid]) -> Result<HashMap<Uuid, (Decision, OffsetDateTime)>, StorageError> {
        let rows = decision::Entity::find()
            .filter(decision::Column::TicketId.is_in(tickets.iter().copied()))
            .order_by(decision::Column::Seq, Order::Asc);
        let rows: Vec<decision::Model> = self.reader.fetch_all(rows).await?;
        rows.iter().map(|row| Ok((row.ticket_id, mapping::decision::to_domain(row)?))).collect()
    }

    async fn mutes_of(&self, tickets: &[Uuid]) -> Result<Parts<PersonId>, StorageError> {
        let rows = ticket_mute::Entity::find()
            .filter(ticket_mute::Column::TicketId.is_in(tickets.iter().copied()))
            .order_by(ticket_mute::Column::PersonId, Order::Asc);
        let mut parts = Parts::new();
        for row in self.reader.fetch_all::<_, ticket_mute::Model>(rows).await? {
            parts.entry(row.ticket_id).or_default().push(PersonId::new(row.person_id));
        }
        Ok(parts)
    }
}

/// The most ids in one statement.
const IDS: usize = 1_000;

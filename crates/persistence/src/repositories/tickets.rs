use async_trait::async_trait;
use deskhand_domain::assignment::Decision;
use deskhand_domain::people::Person;
use deskhand_domain::ports::{StorageError, TicketRepository};
use deskhand_domain::ticket::{Message, MessageBody, MessageKind, Ticket, TicketNumber, TicketStatus};
use deskhand_domain::{MessageId, PersonId, TicketId};
use sea_orm::ActiveValue::NotSet;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
    Statement,
};
use time::OffsetDateTime;

use crate::dialect::locks::locked;
use crate::entities::{message, person, ticket, ticket_mute};
use crate::error::storage_error;
use crate::mapping;
use crate::mapping::decode::whole;
use crate::queries::tickets::conversation;
use crate::run::Run;
use crate::unit_of_work::SeaOrmUnitOfWork;

#[async_trait]
impl TicketRepository for SeaOrmUnitOfWork {
    async fn next_number(&mut self) -> Result<TicketNumber, StorageError> {
        let count_up = r#"UPDATE "ticket_numbers" SET "last" = "last" + 1 WHERE "id" = 1 RETURNING "last""#;
        let count_up = Statement::from_string(self.tx.get_database_backend(), count_up);
        let counter = self.tx.query_one_raw(count_up).await.map_err(storage_error)?;
        let missing = || StorageError::Corrupt { table: "ticket_numbers", reason: "the counter is gone".to_owned() };
        let last: i64 = counter.ok_or_else(missing)?.try_get_by_index(0).map_err(storage_error)?;
        mapping::ticket::number_from(last)
    }

    async fn find(&mut self, id: TicketId) -> Result<Option<Ticket>, StorageError> {
        self.one_ticket(ticket::Entity::find_by_id(id.as_uuid())).await
    }

    async fn find_by_number(&mut self, number: TicketNumber) -> Result<Option<Ticket>, StorageError> {
        let number: i64 = whole(number.get())?;
        self.one_ticket(ticket::Entity::find().filter(ticket::Column::Number.eq(number))).await
    }

    async fn insert(&mut self, ticket: &Ticket) -> Result<(), StorageError> {
        self.write_rows(vec![mapping::ticket::to_active_model(ticket)?]).await?;
        self.add_followers(ticket).await?;
        self.add_searched_ticket(ticket).await
    }

    async fn update(&mut self, ticket: &Ticket) -> Result<(), StorageError> {
        let before: i64 = whole(ticket.version.saturating_sub(1))?;
        // An UPDATE that sets the id, even to the same, makes SQLite look for every row that refers to it.
        let changed = ticket::ActiveModel { id: NotSet, number: NotSet, ..mapping::ticket::to_active_model(ticket)? };
        let updated = ticket::Entity::update_many()
            .set(changed)
            .filter(ticket::Column::Id.eq(ticket.id.as_uuid()))
            .filter(ticket::Column::Version.eq(before));
        if self.tx.update_rows(updated).await? != 1 {
            return Err(StorageError::Conflict);
        }
        self.update_followers(ticket).await?;
        self.update_searched_ticket(ticket).await
    }

    async fn delete(&mut self, id: TicketId) -> Result<(), StorageError> {
        // The foreign keys delete its messages, searched texts, decisions, followers and mutes.
        self.tx.delete_rows(ticket::Entity::delete_many().filter(ticket::Column::Id.eq(id.as_uuid()))).await?;
        Ok(())
    }

    async fn held_by(&mut self, engineer: PersonId) -> Result<Vec<Ticket>, StorageError> {
        let active = TicketStatus::ALL.iter().filter(|status| status.is_active()).map(TicketStatus::as_str);
        let tickets = locked(ticket::Entity::find())
            .filter(ticket::Column::AssigneeId.eq(engineer.as_uuid()))
            .filter(ticket::Column::Status.is_in(active))
            .order_by(ticket::Column::Priority, Order::Asc)
            .order_by(ticket::Column::CreatedAt, Order::Asc)
            .order_by(ticket::Column::Number, Order::Asc);
        let tickets: Vec<_> =
            self.tx.fetch_all(tickets).await?.iter().map(mapping::ticket::to_domain).collect::<Result<_, _>>()?;
        tickets.iter().for_each(|ticket| self.followers.note(ticket));
        Ok(tickets)
    }

    async fn append_message(&mut self, message: &Message) -> Result<(), StorageError> {
        self.write_rows(vec![mapping::message::to_active_model(message)]).await?;
        self.add_searched_message(message).await
    }

    async fn newer_messages(
        &mut self,
        ticket: TicketId,
        with_notes: bool,
        seen: MessageId,
        writer: PersonId,
    ) -> Result<Option<u32>, StorageError> {
        let seen_at = self.tx.fetch_tuple(conversation::moment_of(ticket, with_notes, seen)).await?;
        let Some(seen_at) = seen_at else { return Ok(None) };
        let newer = conversation::newer_than(ticket, with_notes, seen, seen_at)
            .filter(message::Column::AuthorId.ne(writer.as_uuid()));
        whole(self.tx.count(newer, message::Column::Id).await?).map(Some)
    }

    async fn amend_first_message(&mut self, ticket: TicketId, body: &MessageBody) -> Result<(), StorageError> {
        let first = message::Entity::find()
            .filter(message::Column::TicketId.eq(ticket.as_uuid()))
            .order_by(message::Column::CreatedAt, Order::Asc)
            .order_by(message::Column::Id, Order::Asc);
        let Some(first) = self.tx.fetch_one::<_, message::Model>(first).await? else { return Ok(()) };
        let amended = message::Entity::update_many()
            .col_expr(message::Column::Body, Expr::value(body.as_str()))
            .filter(message::Column::Id.eq(first.id));
        self.tx.update_rows(amended).await?;
        Ok(())
    }

    async fn note_writers(&mut self, ticket: TicketId) -> Result<Vec<Person>, StorageError> {
        let writers = message::Entity::find()
            .select_only()
            .column(message::Column::AuthorId)
            .filter(message::Column::TicketId.eq(ticket.as_uuid()))
            .filter(message::Column::Kind.eq(MessageKind::Note.as_str()))
            .into_query();
        let people = person::Entity::find()
            .filter(person::Column::Id.in_subquery(writers))
            .order_by(person::Column::Id, Order::Asc);
        self.tx.fetch_all(people).await?.into_iter().map(mapping::person::to_domain).collect()
    }

    async fn muted_by(&mut self, ticket: TicketId) -> Result<Vec<PersonId>, StorageError> {
        let mutes = ticket_mute::Entity::find()
            .filter(ticket_mute::Column::TicketId.eq(ticket.as_uuid()))
            .order_by(ticket_mute::Column::PersonId, Order::Asc);
        let mutes: Vec<ticket_mute::Model> = self.tx.fetch_all(mutes).await?;
        Ok(mutes.into_iter().map(|mute| PersonId::new(mute.person_id)).collect())
    }

    async fn forget_follower(&mut self, person: PersonId) -> Result<(), StorageError> {
        self.remove_follower_of_all(person).await
    }

    async fn set_muted(&mut self, ticket: TicketId, person: PersonId, muted: bool) -> Result<(), StorageError> {
        let key = (ticket.as_uuid(), person.as_uuid());
        if muted {
            let row = ticket_mute::Model { ticket_id: key.0, person_id: key.1 };
            self.tx.insert_unless_there(ticket_mute::ActiveModel::from(row)).await.map(drop)
        } else {
            ticket_mute::Entity::delete_by_id(key).exec(&self.tx).await.map(|_| ()).map_err(storage_error)
        }
    }

    async fn keep_decision(&mut self, decision: &Decision, at: OffsetDateTime) -> Result<(), StorageError> {
        self.write_rows(vec![mapping::decision::to_active_model(decision, at)?]).await
    }
}

impl SeaOrmUnitOfWork {
    async fn one_ticket(&mut self, select: Select<ticket::Entity>) -> Result<Option<Ticket>, StorageError> {
        let row = self.tx.fetch_one(locked(select)).await?;
        let ticket = row.as_ref().map(mapping::ticket::to_domain).transpose()?;
        if let Some(ticket) = &ticket {
            self.searched.note(ticket);
            self.followers.note(ticket);
        }
        Ok(ticket)
    }
}

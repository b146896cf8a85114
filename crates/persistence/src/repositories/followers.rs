//! Keeps the rows by which the tickets of a follower are found in step with the tickets.

use deskhand_domain::PersonId;
use deskhand_domain::ports::StorageError;
use deskhand_domain::ticket::{Followers, Ticket};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};

use crate::dialect::locks::locked;
use crate::entities::ticket;
use crate::entities::ticket_follower::{ActiveModel, Column, Entity, Model};
use crate::mapping::ticket::{followers_column, to_domain};
use crate::run::Run;
use crate::unit_of_work::SeaOrmUnitOfWork;

impl SeaOrmUnitOfWork {
    pub(crate) async fn add_followers(&mut self, ticket: &Ticket) -> Result<(), StorageError> {
        self.followers.note(ticket);
        self.tx.insert_rows(rows_of(ticket)).await
    }

    pub(crate) async fn update_followers(&mut self, ticket: &Ticket) -> Result<(), StorageError> {
        if self.followers.are_of(ticket) {
            return Ok(());
        }
        let of_ticket = Entity::delete_many().filter(Column::TicketId.eq(ticket.id.as_uuid()));
        self.tx.delete_rows(of_ticket).await?;
        self.add_followers(ticket).await
    }

    pub(crate) async fn remove_follower_of_all(&mut self, person: PersonId) -> Result<(), StorageError> {
        let followed =
            Entity::find().select_only().column(Column::TicketId).filter(Column::PersonId.eq(person.as_uuid()));
        let tickets = locked(ticket::Entity::find()).filter(ticket::Column::Id.in_subquery(followed.into_query()));
        for row in self.tx.fetch_all(tickets).await? {
            let ticket = to_domain(&row)?;
            let others = Followers::restore(ticket.followers.iter().filter(|id| *id != person));
            let updated = ticket::Entity::update_many()
                .col_expr(ticket::Column::Followers, Expr::value(followers_column(&others)))
                .filter(ticket::Column::Id.eq(ticket.id.as_uuid()));
            self.tx.update_rows(updated).await?;
        }
        self.tx.delete_rows(Entity::delete_many().filter(Column::PersonId.eq(person.as_uuid()))).await?;
        Ok(())
    }
}

pub(crate) fn rows_of(ticket: &Ticket) -> impl Iterator<Item = ActiveModel> + '_ {
    let ticket_id = ticket.id.as_uuid();
    ticket.followers.iter().map(move |person| Model { person_id: person.as_uuid(), ticket_id }.into())
}

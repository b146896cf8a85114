//! Keeps the texts that are searched in step with tickets and messages.

use deskhand_domain::ports::StorageError;
use deskhand_domain::text::search_folded;
use deskhand_domain::ticket::{Message, Ticket};
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter};

use crate::entities::ticket;
use crate::entities::ticket_search::{Column, Entity};
use crate::mapping::ticket_search::{column_of, of_ticket};
use crate::run::Run;
use crate::unit_of_work::SeaOrmUnitOfWork;

impl SeaOrmUnitOfWork {
    pub(crate) async fn add_searched_ticket(&mut self, ticket: &Ticket) -> Result<(), StorageError> {
        self.searched.note(ticket);
        self.searched.opened.insert(ticket.id);
        self.write_rows(vec![of_ticket(ticket)]).await
    }

    pub(crate) async fn update_searched_ticket(&mut self, ticket: &Ticket) -> Result<(), StorageError> {
        if self.searched.are_of(ticket) {
            return Ok(());
        }
        self.searched.note(ticket);
        let (title, text) = (search_folded(ticket.title.as_str()), search_folded(ticket.description.as_str()));
        let differs = Condition::any().add(Column::Title.ne(&title)).add(Column::Description.ne(&text));
        let updated = Entity::update_many()
            .col_expr(Column::Title, Expr::value(title))
            .col_expr(Column::Description, Expr::value(text))
            .filter(Column::TicketId.eq(ticket.id.as_uuid()))
            .filter(differs);
        self.tx.update_rows(updated).await?;
        Ok(())
    }

    /// The first message after a new ticket is the description, which has its row already.
    pub(crate) async fn add_searched_message(&mut self, message: &Message) -> Result<(), StorageError> {
        if self.searched.opened.remove(&message.ticket) {
            return Ok(());
        }
        let row = Query::select()
            .columns([ticket::Column::Id, ticket::Column::CreatedAt])
            .expr(Expr::value(search_folded(message.body.as_str())))
            .from(ticket::Entity)
            .and_where(ticket::Column::Id.eq(message.ticket.as_uuid()))
            .take();
        let columns = [Column::TicketId, Column::CreatedAt, column_of(message.kind)];
        let insert =
            Query::insert().into_table(Entity).columns(columns).select_from(row).map(|insert| insert.to_owned());
        let insert = insert.map_err(|_| StorageError::Corrupt {
            table: "ticket_search",
            reason: "the columns and values of an insertion differ in number".to_owned(),
        })?;
        self.tx.write(self.tx.get_database_backend().build(&insert), 1).await
    }
}

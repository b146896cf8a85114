use async_trait::async_trait;
use deskhand_domain::PersonId;
use deskhand_domain::drafts::{Draft, DraftPlace};
use deskhand_domain::permissions::TicketVisibility;
use deskhand_domain::ports::{DraftQueries, StorageError};
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Query};
use sea_orm::{ColumnTrait, EntityTrait, Order, QueryFilter, QueryOrder};

use crate::database::Database;
use crate::entities::draft::{Column, Entity};
use crate::entities::ticket;
use crate::mapping::draft::{place_key, to_domain};
use crate::queries::visibility::visible_tickets;
use crate::run::Run;

#[async_trait]
impl DraftQueries for Database {
    async fn list(&self, sees: TicketVisibility, person: PersonId) -> Result<Vec<Draft>, StorageError> {
        // By the ticket of each draft: a person has few drafts, and may see very many tickets.
        let seen = Query::select()
            .expr(Expr::value(1))
            .from(ticket::Entity)
            .and_where(Expr::col(ticket::Column::Id.as_column_ref()).equals(Column::TicketId.as_column_ref()))
            .cond_where(visible_tickets(sees))
            .take();
        let drafts = Entity::find()
            .filter(Column::PersonId.eq(person.as_uuid()))
            .filter(Condition::any().add(Column::TicketId.is_null()).add(Expr::exists(seen)))
            .order_by(Column::SavedAt, Order::Desc)
            .order_by(Column::Place, Order::Asc);
        self.reader.fetch_all(drafts).await?.iter().map(to_domain).collect()
    }

    async fn find(&self, person: PersonId, place: DraftPlace) -> Result<Option<Draft>, StorageError> {
        let draft = Entity::find_by_id((person.as_uuid(), place_key(place)));
        self.reader.fetch_one(draft).await?.as_ref().map(to_domain).transpose()
    }
}

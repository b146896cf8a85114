//! The events that a caller may see, in parts that can be counted without reading the events of others.

use deskhand_domain::permissions::EventVisibility;
use sea_orm::sea_query::{Condition, Expr, ExprTrait};
use sea_orm::{ColumnTrait, DbBackend, EntityTrait, JoinType, QueryFilter, QuerySelect, Select};

use super::feed_page::with_subject;
use crate::dialect::event_order::is_settled;
use crate::entities::event::{Column, Entity};
use crate::entities::ticket;
use crate::queries::visibility::{internal_events, ticket_grants, visible_events, visible_other_events};

/// Settled events; no event is in two parts. Where few tickets are visible, each part begins with an index: of the reporter, of the
/// followers, of the assignee, of the account. As one condition with OR, the database would read the whole log.
pub(crate) fn visible_parts(backend: DbBackend, sees: EventVisibility) -> Vec<Select<Entity>> {
    let settled = Condition::all().add_option(is_settled(backend, "history"));
    let Some(grants) = ticket_grants(sees.tickets) else {
        return vec![with_subject(Entity::find().filter(settled)).filter(visible_events(sees))];
    };
    let mut parts = Vec::new();
    let mut earlier = Condition::all();
    for grant in grants {
        let tickets = Condition::all().add(grant.condition.clone()).add(earlier.clone());
        parts.push(of_tickets(tickets, sees).filter(settled.clone()));
        earlier = earlier.add(grant.condition.not());
    }
    parts.push(with_subject(Entity::find().filter(settled)).filter(visible_other_events(sees)));
    parts
}

fn of_tickets(tickets: Condition, sees: EventVisibility) -> Select<Entity> {
    let mut events = Entity::find().filter(tickets).filter(Condition::all().add_option(internal_events(sees.notes)));
    let same = Expr::col(ticket::Column::Id.as_column_ref()).eq(Expr::col(Column::TicketId.as_column_ref()));
    QuerySelect::query(&mut events).join(JoinType::InnerJoin, ticket::Entity, same);
    events
}

//! A ticket with its people, as one row.

use std::sync::LazyLock;

use deskhand_domain::ports::{StorageError, TicketView};
use sea_orm::{EntityTrait, FromQueryResult, Iterable, QuerySelect, Select};

use crate::entities::ticket::{Column, Entity};
use crate::mapping::person::PersonRefRow;
use crate::mapping::ticket::{TicketColumns, to_domain};
use crate::queries::cached_sql::CachedHead;
use crate::queries::person_join::{with_person, with_person_lateral};

/// The statements that read [`TicketRow`]s.
pub(crate) static ROWS: LazyLock<CachedHead<Entity>> =
    LazyLock::new(|| CachedHead::new(Column::Id, &with_people(Entity::find())));

/// The same, for statements that PostgreSQL plans anew each time.
pub(crate) static LATERAL_ROWS: LazyLock<CachedHead<Entity>> =
    LazyLock::new(|| CachedHead::new(Column::Id, &with_both(with_person_lateral, Entity::find())));

#[derive(FromQueryResult)]
pub(crate) struct TicketRow {
    #[sea_orm(nested)]
    ticket: TicketColumns,
    #[sea_orm(nested(prefix = "reporter_"))]
    reporter: PersonRefRow,
    #[sea_orm(nested(prefix = "assignee_"))]
    assignee: Option<PersonRefRow>,
}

impl TicketRow {
    pub(crate) fn into_view(self) -> Result<TicketView, StorageError> {
        Ok(TicketView {
            reporter: self.reporter.into_ref()?,
            assignee: self.assignee.map(PersonRefRow::into_ref).transpose()?,
            ticket: to_domain(&self.ticket)?,
        })
    }
}

/// Selects what a [`TicketRow`] is made of.
pub(crate) fn with_people(tickets: Select<Entity>) -> Select<Entity> {
    with_both(with_person, tickets)
}

/// Joins a person in a role, whose id is in a column.
type Join = fn(Select<Entity>, &'static str, Column) -> Select<Entity>;

fn with_both(join: Join, tickets: Select<Entity>) -> Select<Entity> {
    let tickets = tickets.select_only().columns(Column::iter());
    join(join(tickets, "reporter", Column::ReporterId), "assignee", Column::AssigneeId)
}

//! Reads of the security log, in the order `(tx, seq)` of the migration `m0014_feed`.

use async_trait::async_trait;
use deskhand_domain::permissions::PeopleVisibility;
use deskhand_domain::ports::{
    Page, PageLimit, SecurityEventView, SecurityFilter, SecurityQueries, SecuritySort, StorageError,
};
use deskhand_domain::security::{Network, SecurityKind};
use deskhand_domain::{PersonId, SecurityEventId};
use sea_orm::sea_query::{Condition, Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, DbBackend, EntityTrait, FromQueryResult, Order, QueryFilter, QueryOrder, QuerySelect, Select,
};

use crate::database::Database;
use crate::dialect::event_order::is_settled;
use crate::entities::security_event::{Column, Entity, Model};
use crate::mapping::person::PersonRefRow;
use crate::mapping::security_event::to_domain;
use crate::queries::keyset::{one_page, page};
use crate::queries::person_join::with_person;
use crate::queries::visibility::{SUBJECT, visible_security_events};
use crate::run::Run;

#[derive(FromQueryResult)]
struct LogRow {
    #[sea_orm(nested)]
    event: Model,
    #[sea_orm(nested(prefix = "person_"))]
    person: Option<PersonRefRow>,
    #[sea_orm(nested(prefix = "actor_"))]
    actor: Option<PersonRefRow>,
}

impl LogRow {
    fn into_view(self) -> Result<SecurityEventView, StorageError> {
        Ok(SecurityEventView {
            event: to_domain(self.event)?,
            person: self.person.map(PersonRefRow::into_ref).transpose()?,
            actor: self.actor.map(PersonRefRow::into_ref).transpose()?,
        })
    }
}

#[async_trait]
impl SecurityQueries for Database {
    async fn security_events(
        &self,
        sees: PeopleVisibility,
        filter: SecurityFilter,
        sort: SecuritySort,
        after: Option<SecurityEventId>,
        limit: PageLimit,
    ) -> Result<Option<Page<SecurityEventView>>, StorageError> {
        let after = match after {
            None => None,
            Some(id) => match self.place_of(id).await? {
                None => return Ok(None),
                place => place,
            },
        };
        let events = in_order(matching(self.reader.get_database_backend(), sees, &filter), sort, after);
        page(self.reader.fetch_all(one_page(events, limit)).await?, limit, None, LogRow::into_view).map(Some)
    }

    async fn has_signed_in_from(&self, person: PersonId, network: Network) -> Result<bool, StorageError> {
        let sign_in = Entity::find()
            .select_only()
            .column(Column::Seq)
            .filter(Column::PersonId.eq(person.as_uuid()))
            .filter(Column::Kind.eq(SecurityKind::SignedIn.as_str()))
            .filter(Column::Network.eq(network.to_string()))
            .limit(1);
        Ok(self.reader.fetch_tuple::<_, i64>(sign_in).await?.is_some())
    }
}

impl Database {
    async fn place_of(&self, id: SecurityEventId) -> Result<Option<(i64, i64)>, StorageError> {
        let entry = Entity::find().select_only().columns([Column::Tx, Column::Seq]);
        self.reader.fetch_tuple(entry.filter(Column::Id.eq(id.as_uuid()))).await
    }
}

pub(crate) fn matching(backend: DbBackend, sees: PeopleVisibility, filter: &SecurityFilter) -> Select<Entity> {
    let kinds = filter.kind.iter().map(SecurityKind::as_str);
    let wanted = Condition::all()
        .add_option(is_settled(backend, "security_events"))
        .add_option((kinds.len() > 0).then(|| Column::Kind.is_in(kinds)))
        .add_option(filter.person.map(|person| Column::PersonId.eq(person.as_uuid())))
        .add(visible_security_events(sees));
    with_person(with_person(Entity::find(), SUBJECT, Column::PersonId), "actor", Column::ActorId).filter(wanted)
}

pub(crate) fn in_order(events: Select<Entity>, sort: SecuritySort, after: Option<(i64, i64)>) -> Select<Entity> {
    let place = Expr::tuple([Expr::col(Column::Tx.as_column_ref()), Expr::col(Column::Seq.as_column_ref())]);
    let last_seen = after.map(|(tx, seq)| Expr::tuple([Expr::value(tx), Expr::value(seq)]));
    let (direction, rest) = match sort {
        SecuritySort::At => (Order::Asc, last_seen.map(|last| place.gt(last))),
        SecuritySort::AtDesc => (Order::Desc, last_seen.map(|last| place.lt(last))),
    };
    let events = events.filter(Condition::all().add_option(rest));
    events.order_by(Column::Tx, direction.clone()).order_by(Column::Seq, direction)
}

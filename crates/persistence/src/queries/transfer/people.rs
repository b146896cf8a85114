use std::collections::HashMap;

use deskhand_domain::PersonId;
use deskhand_domain::people::Username;
use deskhand_domain::ports::{PersonView, StorageError};
use deskhand_domain::transfer::WholePerson;
use sea_orm::{ColumnTrait, Condition, EntityTrait, Order, QueryFilter, QueryOrder, QuerySelect};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::database::Database;
use crate::entities::person::{Column, Entity, Model};
use crate::entities::username_reservation;
use crate::mapping::decode::Table;
use crate::mapping::person::to_view;
use crate::run::Run;

const RESERVATIONS: Table = Table("username_reservations");

impl Database {
    pub(super) async fn read_whole_people(
        &self,
        after: Option<PersonId>,
        limit: u32,
    ) -> Result<Vec<WholePerson>, StorageError> {
        let rest = after.map(|last| Column::Id.gt(last.as_uuid()));
        let people = Entity::find()
            .filter(Condition::all().add_option(rest))
            .order_by(Column::Id, Order::Asc)
            .limit(u64::from(limit));
        let rows: Vec<Model> = self.reader.fetch_all(people).await?;
        let mut reserved = self.reservations_of(rows.iter().map(|row| row.id).collect()).await?;
        let build = |row: Model| {
            let reserved_usernames = reserved.remove(&row.id).unwrap_or_default();
            let PersonView { person, last_assigned_at, .. } = to_view(row)?;
            Ok(WholePerson { person, last_assigned_at, reserved_usernames })
        };
        rows.into_iter().map(build).collect()
    }

    async fn reservations_of(
        &self,
        owners: Vec<Uuid>,
    ) -> Result<HashMap<Uuid, Vec<(Username, OffsetDateTime)>>, StorageError> {
        let mut reserved: HashMap<Uuid, Vec<_>> = HashMap::new();
        if owners.is_empty() {
            return Ok(reserved);
        }
        let rows = username_reservation::Entity::find()
            .filter(username_reservation::Column::OwnerId.is_in(owners))
            .order_by(username_reservation::Column::Username, Order::Asc);
        for row in self.reader.fetch_all::<_, username_reservation::Model>(rows).await? {
            let name = RESERVATIONS.parsed("username", Username::parse(&row.username))?;
            let until = RESERVATIONS.time("reserved_until", row.reserved_until)?;
            reserved.entry(row.owner_id).or_default().push((name, until));
        }
        // The two databases sort texts differently.
        reserved.values_mut().for_each(|names| names.sort());
        Ok(reserved)
    }
}

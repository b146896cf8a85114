//! Reads rows one by one, so that a damaged row does not hide the others.

use deskhand_domain::ports::StorageError;
use sea_orm::{ConnectionTrait, EntityTrait, FromQueryResult, QueryTrait, Select};
use uuid::Uuid;

use crate::error::storage_error;
use crate::unit_of_work::SeaOrmUnitOfWork;

impl SeaOrmUnitOfWork {
    /// Every row with its id, and an error for each that can't be read.
    pub(crate) async fn each<E: EntityTrait>(
        &self,
        select: Select<E>,
    ) -> Result<Vec<(Uuid, Result<E::Model, StorageError>)>, StorageError> {
        let statement = select.build(self.tx.get_database_backend());
        let rows = self.tx.query_all_raw(statement).await.map_err(storage_error)?;
        rows.iter()
            .map(|row| {
                let id: Uuid = row.try_get("", "id").map_err(storage_error)?;
                Ok((id, E::Model::from_query_result(row, "").map_err(storage_error)))
            })
            .collect()
    }
}

//! Reads rows one by one, so that one that can't be read does not hide the others.

use deskhand_domain::ports::StorageError;
use sea_orm::{ConnectionTrait, EntityTrait, FromQueryResult, Select};
use uuid::Uuid;

use crate::error::storage_error;
use crate::unit_of_work::SeaOrmUnitOfWork;

impl SeaOrmUnitOfWork {
    /// Each of the rows with its id, as far as it can be read.
    pub(crate) async fn each<E: EntityTrait>(
        &self,
        select: Select<E>,
    ) -> Result<Vec<(Uuid, Result<E::Model, StorageError>)>, StorageError> {
        let statement = self.build(&select);
        let rows = self.tx.query_all_raw(statement).await.map_err(storage_error)?;
        rows.iter()
            .map(|row| {
                let id: Uuid = row.try_get("", "id").map_err(storage_error)?;
                Ok((id, E::Model::from_query_result(row, "").map_err(storage_error)))
            })
            .collect()
    }
}

use deskhand_domain::ports::StorageError;
use sea_orm::{EntityTrait, FromQueryResult, Select};

use crate::database::Database;
use crate::error::storage_error;
use crate::mapping::decode::whole;

impl Database {
    /// The one number that `select` selects.
    pub(super) async fn count<E>(&self, select: Select<E>) -> Result<u64, StorageError>
    where
        E: EntityTrait,
        E::Model: FromQueryResult,
    {
        let count = select.into_tuple::<i64>().one(&self.reader).await.map_err(storage_error)?;
        whole(count.unwrap_or_default())
    }
}

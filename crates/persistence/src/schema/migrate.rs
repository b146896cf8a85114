//! Migrates the schema up and down. Each call is one transaction under a lock: two programs that start together do not both
//! migrate, and a failure leaves nothing half done.

use deskhand_domain::ports::StorageError;
use deskhand_migrations::{Migrator, MigratorTrait};
use sea_orm::DatabaseTransaction;

use crate::database::Database;
use crate::dialect::event_order;
use crate::dialect::locks;
use crate::error::storage_error;
use crate::schema::status::{SchemaStatus, read_status};

/// Why the schema was not migrated.
#[derive(Debug, thiserror::Error)]
pub enum MigrationError {
    /// The database has migrations of a newer version, which this one would not understand.
    #[error("the database was made by a newer version of this program (unknown changes: {})", .0.join(", "))]
    SchemaIsNewer(Vec<String>),
    /// An error of the database.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

impl Database {
    /// Applies every missing migration, and returns their names.
    ///
    /// # Errors
    /// [`MigrationError`]; nothing has changed then.
    pub async fn migrate_up(&self) -> Result<Vec<String>, MigrationError> {
        let tx = self.begin_migration().await?;
        let missing = known_status(&tx).await?.names(false);
        Migrator::up(&tx, None).await.map_err(storage_error)?;
        event_order::settle(&tx).await?;
        tx.commit().await.map_err(storage_error)?;
        Ok(missing)
    }

    /// Reverts the last `steps` migrations, with all data in them, and returns their names, last first.
    ///
    /// # Errors
    /// [`MigrationError`]; nothing has changed then.
    pub async fn migrate_down(&self, steps: u32) -> Result<Vec<String>, MigrationError> {
        let tx = self.begin_migration().await?;
        let applied = known_status(&tx).await?.names(true);
        Migrator::down(&tx, Some(steps)).await.map_err(storage_error)?;
        tx.commit().await.map_err(storage_error)?;
        Ok(applied.into_iter().rev().take(steps as usize).collect())
    }

    /// Which migrations the database has. Changes nothing.
    ///
    /// # Errors
    /// [`StorageError`] if the database can't be read.
    pub async fn migration_status(&self) -> Result<SchemaStatus, StorageError> {
        let tx = self.begin_migration().await?;
        let status = read_status(&tx).await?;
        tx.rollback().await.map_err(storage_error)?;
        Ok(status)
    }

    async fn begin_migration(&self) -> Result<DatabaseTransaction, StorageError> {
        let tx = locks::begin(&self.writer.pool()).await?;
        locks::lock_schema(&tx).await?;
        Ok(tx)
    }
}

async fn known_status(tx: &DatabaseTransaction) -> Result<SchemaStatus, MigrationError> {
    let status = read_status(tx).await?;
    if status.unknown.is_empty() { Ok(status) } else { Err(MigrationError::SchemaIsNewer(status.unknown)) }
}

//! Moving the schema up and down, and saying where it stands. Each move is one transaction, so that two programs
//! that start together do not both make it, and one that fails leaves nothing half done.

use std::collections::BTreeSet;

use deskhand_domain::ports::StorageError;
use deskhand_migrations::{MigrationTrait, Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, DatabaseTransaction};

use crate::database::Database;
use crate::dialect::event_order;
use crate::dialect::locks;
use crate::error::storage_error;

/// Why the schema was not moved.
#[derive(Debug, thiserror::Error)]
pub enum MigrationError {
    /// A newer version of the program changed the schema; this one would not understand it.
    #[error("the database was made by a newer version of this program (unknown changes: {})", .0.join(", "))]
    SchemaIsNewer(Vec<String>),
    /// The database said no.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// One change of the schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MigrationState {
    /// Its name, such as `m0001_people`.
    pub name: String,
    /// Whether the database has it.
    pub applied: bool,
}

/// Where the schema stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemaStatus {
    /// The changes that this program knows, in order.
    pub known: Vec<MigrationState>,
    /// Changes that the database has and this program does not know: a newer version made them.
    pub unknown: Vec<String>,
}

impl SchemaStatus {
    /// Whether the database has exactly what this program wants.
    #[must_use]
    pub fn is_current(&self) -> bool {
        self.unknown.is_empty() && self.known.iter().all(|change| change.applied)
    }
}

impl Database {
    /// Applies every change that is missing, and says which those were.
    ///
    /// # Errors
    /// [`MigrationError`]; nothing has changed then.
    pub async fn migrate_up(&self) -> Result<Vec<String>, MigrationError> {
        let tx = self.begin_migration().await?;
        let missing = names(&understood(&tx).await?, false);
        Migrator::up(&tx, None).await.map_err(storage_error)?;
        event_order::settle(&tx).await?;
        tx.commit().await.map_err(storage_error)?;
        Ok(missing)
    }

    /// Takes back the last `steps` changes, with all data in them, and says which those were, last first.
    ///
    /// # Errors
    /// [`MigrationError`]; nothing has changed then.
    pub async fn migrate_down(&self, steps: u32) -> Result<Vec<String>, MigrationError> {
        let tx = self.begin_migration().await?;
        let applied = names(&understood(&tx).await?, true);
        Migrator::down(&tx, Some(steps)).await.map_err(storage_error)?;
        tx.commit().await.map_err(storage_error)?;
        Ok(applied.into_iter().rev().take(steps as usize).collect())
    }

    /// Where the schema stands. Changes nothing.
    ///
    /// # Errors
    /// [`StorageError`] where the database can't be read.
    pub async fn migration_status(&self) -> Result<SchemaStatus, StorageError> {
        let tx = self.begin_migration().await?;
        let status = status(&tx).await?;
        tx.rollback().await.map_err(storage_error)?;
        Ok(status)
    }

    async fn begin_migration(&self) -> Result<DatabaseTransaction, StorageError> {
        let tx = locks::begin(&self.writer.pool()).await?;
        locks::lock_schema(&tx).await?;
        Ok(tx)
    }
}

async fn understood(tx: &DatabaseTransaction) -> Result<SchemaStatus, MigrationError> {
    let status = status(tx).await?;
    if status.unknown.is_empty() { Ok(status) } else { Err(MigrationError::SchemaIsNewer(status.unknown)) }
}

/// Reads the list itself: the migrator's own reading fails, without a type, where a change is unknown.
async fn status(db: &impl ConnectionTrait) -> Result<SchemaStatus, StorageError> {
    let rows = Migrator::get_migration_models(db).await.map_err(storage_error)?;
    let mut applied: BTreeSet<String> = rows.into_iter().map(|row| row.version).collect();
    let state = |migration: Box<dyn MigrationTrait>| {
        let name = migration.name().to_owned();
        MigrationState { applied: applied.remove(&name), name }
    };
    let known = Migrator::migrations().into_iter().map(state).collect();
    Ok(SchemaStatus { known, unknown: applied.into_iter().collect() })
}

fn names(status: &SchemaStatus, applied: bool) -> Vec<String> {
    status.known.iter().filter(|change| change.applied == applied).map(|change| change.name.clone()).collect()
}

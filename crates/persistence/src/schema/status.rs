//! Which migrations a database has.

use std::collections::BTreeSet;

use deskhand_domain::ports::StorageError;
use deskhand_migrations::{MigrationTrait, Migrator, MigratorTrait};
use sea_orm::ConnectionTrait;

use crate::error::storage_error;

/// One migration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MigrationState {
    /// Its name, such as `m0001_people`.
    pub name: String,
    /// Whether the database has it.
    pub applied: bool,
}

/// Which migrations the database has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemaStatus {
    /// The migrations of this program, in order.
    pub known: Vec<MigrationState>,
    /// Migrations of a newer version of the program.
    pub unknown: Vec<String>,
}

impl SchemaStatus {
    /// Whether the database has exactly this program's migrations.
    #[must_use]
    pub fn is_current(&self) -> bool {
        self.unknown.is_empty() && self.known.iter().all(|migration| migration.applied)
    }

    pub(super) fn names(&self, applied: bool) -> Vec<String> {
        self.known
            .iter()
            .filter(|migration| migration.applied == applied)
            .map(|migration| migration.name.clone())
            .collect()
    }
}

/// Not with the migrator's own status: that fails, without a type of its own, where a migration is unknown.
pub(super) async fn read_status(db: &impl ConnectionTrait) -> Result<SchemaStatus, StorageError> {
    let rows = Migrator::get_migration_models(db).await.map_err(storage_error)?;
    let mut applied: BTreeSet<String> = rows.into_iter().map(|row| row.version).collect();
    let state = |migration: Box<dyn MigrationTrait>| {
        let name = migration.name().to_owned();
        MigrationState { applied: applied.remove(&name), name }
    };
    let known = Migrator::migrations().into_iter().map(state).collect();
    Ok(SchemaStatus { known, unknown: applied.into_iter().collect() })
}

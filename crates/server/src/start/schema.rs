//! Whether this program knows the schema of the database.

use anyhow::bail;
use deskhand_persistence::{Database, DeskFact, SchemaStatus};

pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The state of the schema, unless a newer version of the program changed it.
pub(crate) async fn known_schema(database: &Database) -> anyhow::Result<SchemaStatus> {
    let status = database.migration_status().await?;
    if status.unknown.is_empty() {
        return Ok(status);
    }
    // The newer version may have moved the facts.
    let newer = database.desk_fact(DeskFact::Version).await.ok().flatten();
    let newer = newer.filter(|version| version != VERSION).map_or(String::new(), |version| format!(" {version}"));
    let latest = status.known.last().map_or("none", |change| change.name.as_str());
    bail!(
        "a newer version of deskhand{newer} has changed the database: start that version, or restore a backup from before (this is \
         {VERSION}, which knows the schema up to {latest}; it does not know {})",
        status.unknown.join(", ")
    )
}

/// Whether the schema has this change.
pub(crate) fn has(status: &SchemaStatus, change: &str) -> bool {
    status.known.iter().any(|known| known.applied && known.name.starts_with(change))
}

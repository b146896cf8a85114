//! The order of the event feed: `(tx, seq)`, see the migration `m0014_feed`.

use deskhand_domain::ports::StorageError;
use sea_orm::sea_query::Expr;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend};

use crate::error::storage_error;

/// The condition of rows of this table that no row can still precede: every older transaction has ended. `None` on SQLite, which has one
/// writer at a time.
pub(crate) fn is_settled(backend: DbBackend, table: &str) -> Option<Expr> {
    let below = || format!("{table}.tx < pg_snapshot_xmin(pg_current_snapshot())::text::bigint");
    (backend == DbBackend::Postgres).then(|| Expr::cust(below()))
}

/// The tables whose rows have this order.
const ORDERED: [&str; 2] = ["history", "security_events"];

/// Positions in the feed, which are renumbered with their events: the order of `seq` stays.
const FEED_POSITIONS: [&str; 2] = [
    "UPDATE webhooks SET read_work = 0 WHERE read_work > 0 AND NOT EXISTS (SELECT FROM history WHERE tx <> 0)",
    "UPDATE webhook_deliveries SET work = 0 WHERE work > 0 AND NOT EXISTS (SELECT FROM history WHERE tx <> 0)",
];

/// The server counts transactions, not the database. In a dump that was restored on a younger server, `tx` may be higher than any
/// new transaction: those events would come late, after newer ones. So then all get `tx` 0: in the order of `seq`, before every
/// new event. No running transaction can have such a number, so none is disturbed.
pub(crate) async fn settle(tx: &DatabaseTransaction) -> Result<(), StorageError> {
    if tx.get_database_backend() == DbBackend::Postgres {
        for table in ORDERED {
            let renumber = format!(
                "UPDATE {table} SET tx = 0 WHERE tx <> 0 AND EXISTS (SELECT FROM {table} \
                 WHERE tx >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint)"
            );
            tx.execute_unprepared(&renumber).await.map_err(storage_error)?;
        }
        for renumber in FEED_POSITIONS {
            tx.execute_unprepared(renumber).await.map_err(storage_error)?;
        }
    }
    Ok(())
}

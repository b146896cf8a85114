//! The order in which events are told: `(tx, seq)`, see the migration `m0014_feed`.

use deskhand_domain::ports::StorageError;
use sea_orm::sea_query::Expr;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend};

use crate::error::storage_error;

/// What holds for an event before which nothing can come any more: every older transaction has ended. `None` where
/// there is one writer at a time.
pub(crate) fn is_settled(backend: DbBackend) -> Option<Expr> {
    let below = "history.tx < pg_snapshot_xmin(pg_current_snapshot())::text::bigint";
    (backend == DbBackend::Postgres).then(|| Expr::cust(below))
}

/// Transactions are counted by the server, not by the database: a dump that was put back into a younger server holds
/// events of transactions that are still to come. They would be told late, and new ones before them. So all events
/// then go by `seq`, in which order they were when the dump was made, and stand before every new one.
///
/// No running transaction is touched: none can have a number that was not given out yet.
pub(crate) async fn settle(tx: &DatabaseTransaction) -> Result<(), StorageError> {
    if tx.get_database_backend() == DbBackend::Postgres {
        let renumber = "UPDATE history SET tx = 0 WHERE tx <> 0 AND EXISTS (SELECT FROM history \
                        WHERE tx >= pg_snapshot_xmax(pg_current_snapshot())::text::bigint)";
        tx.execute_unprepared(renumber).await.map_err(storage_error)?;
    }
    Ok(())
}

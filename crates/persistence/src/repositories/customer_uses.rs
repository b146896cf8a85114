use async_trait::async_trait;
use deskhand_domain::PersonId;
use deskhand_domain::ports::{CustomerUses, StorageError};
use deskhand_domain::quota::CustomerUse;
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use crate::error::storage_error;
use crate::mapping::decode::{Table, whole};
use crate::unit_of_work::SeaOrmUnitOfWork;

const USE: Table = Table("daily_use");

/// One statement: SQLite hands each over to a thread of its own. On PostgreSQL the row stays locked until the commit, so that the next
/// transaction of the customer counts on from it.
const COUNT: &str = "INSERT INTO daily_use (person_id, day, tickets, bytes) VALUES ($1, $2, $3, $4) \
    ON CONFLICT (person_id) DO UPDATE SET day = excluded.day, \
    tickets = excluded.tickets + CASE WHEN daily_use.day = excluded.day THEN daily_use.tickets ELSE 0 END, \
    bytes = excluded.bytes + CASE WHEN daily_use.day = excluded.day THEN daily_use.bytes ELSE 0 END \
    RETURNING tickets, bytes, (SELECT count(*) FROM (SELECT 1 FROM tickets \
    WHERE reporter_id = $1 AND status IN ('open', 'blocked') LIMIT $5) AS active) AS active";

#[async_trait]
impl CustomerUses for SeaOrmUnitOfWork {
    async fn count_use(
        &mut self,
        customer: PersonId,
        day: i64,
        tickets: u32,
        text: u64,
        count_open: u32,
    ) -> Result<CustomerUse, StorageError> {
        let backend = self.tx.get_database_backend();
        let sql = if backend == DbBackend::Sqlite { COUNT.replace('$', "?") } else { COUNT.to_owned() };
        let values = [
            customer.as_uuid().into(),
            day.into(),
            i64::from(tickets).into(),
            whole::<i64, _>(text)?.into(),
            i64::from(count_open).into(),
        ];
        let counted = self.tx.query_one_raw(Statement::from_sql_and_values(backend, sql, values)).await;
        let row = counted.map_err(storage_error)?.ok_or_else(|| USE.corrupt("person_id", "was not written"))?;
        let number = |column: &str| row.try_get::<i64>("", column).map_err(storage_error);
        Ok(CustomerUse {
            open_tickets: USE.number("active", number("active")?)?,
            tickets_today: USE.number("tickets", number("tickets")?)?,
            text_today: USE.number("bytes", number("bytes")?)?,
        })
    }
}

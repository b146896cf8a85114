//! Reads every text and stores it in the form in which it is searched, batch by batch: the form is computed here, not by SQL.

use deskhand_domain::text::search_folded;
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::prelude::Uuid;
use sea_orm_migration::sea_orm::{ConnectionTrait, QueryResult, Statement, Value};

/// How many rows are read and written at once.
const BATCH: u32 = 1_000;

/// How many numbers of tickets are taken together.
const TICKETS: i64 = 500;

const COLUMNS: [&str; 6] = ["ticket_id", "created_at", "title", "description", "message", "note"];

type Connection<'a> = SchemaManagerConnection<'a>;

/// Title and description of each ticket, and each message but the first, which is the description. The texts of a ticket come
/// together, in the order of the tickets.
pub(crate) async fn fold_tickets(db: &Connection<'_>) -> Result<(), DbErr> {
    let newest = db.query_one_raw(Statement::from_string(db.get_database_backend(), "SELECT max(number) FROM tickets"));
    let newest = newest.await?.map_or(Ok(None), |row| row.try_get_by_index::<Option<i64>>(0))?.unwrap_or(0);
    let mut from = 0;
    while from < newest {
        fold_some(db, from).await?;
        from += TICKETS;
    }
    Ok(())
}

/// The tickets with the next [`TICKETS`] numbers, in batches of messages.
async fn fold_some(db: &Connection<'_>, from: i64) -> Result<(), DbErr> {
    let mut last: Option<(i64, i64, Uuid)> = None;
    loop {
        let messages = db.query_all_raw(some_messages(db, from, last)).await?;
        let Some(end) = messages.last() else { return Ok(()) };
        let mut rows = Vec::new();
        let mut before = last.map(|(number, ..)| number);
        for row in &messages {
            let number = row.try_get_by_index::<i64>(0)?;
            let ticket: [Value; 2] = [row.try_get_by_index::<Uuid>(1)?.into(), row.try_get_by_index::<i64>(2)?.into()];
            rows.push(if before == Some(number) { message_row(row, ticket)? } else { ticket_row(row, ticket)? });
            before = Some(number);
        }
        insert(db, rows).await?;
        let position: (Option<i64>, Option<Uuid>) = (end.try_get_by_index(5)?, end.try_get_by_index(6)?);
        // A ticket without messages ends there.
        last = Some((end.try_get_by_index(0)?, position.0.unwrap_or(i64::MAX), position.1.unwrap_or(Uuid::max())));
    }
}

/// A ticket with several messages comes with each.
fn some_messages(db: &Connection<'_>, from: i64, last: Option<(i64, i64, Uuid)>) -> Statement {
    let to = from + TICKETS;
    let rest =
        last.map_or("", |_| "AND (number > $1 OR number = $1 AND (messages.created_at, messages.id) > ($2, $3))");
    let sql = format!(
        "SELECT number, tickets.id, tickets.created_at, title, description, messages.created_at, messages.id, kind, body \
         FROM tickets LEFT JOIN messages ON messages.ticket_id = tickets.id \
         WHERE number > {from} AND number <= {to} {rest} ORDER BY number, messages.created_at, messages.id LIMIT {BATCH}"
    );
    let values = last.map(|(number, at, id)| Vec::<Value>::from([number.into(), at.into(), id.into()]));
    Statement::from_sql_and_values(db.get_database_backend(), sql, values.unwrap_or_default())
}

fn ticket_row(row: &QueryResult, [ticket, created_at]: [Value; 2]) -> Result<[Value; 6], DbErr> {
    Ok([ticket, created_at, folded(row, 3)?, folded(row, 4)?, none(), none()])
}

fn message_row(row: &QueryResult, [ticket, created_at]: [Value; 2]) -> Result<[Value; 6], DbErr> {
    let text = folded(row, 8)?;
    let (message, note) = if row.try_get_by_index::<String>(7)? == "note" { (none(), text) } else { (text, none()) };
    Ok([ticket, created_at, none(), none(), message, note])
}

/// The names of people, where the new form differs.
pub(crate) async fn fold_people(db: &Connection<'_>) -> Result<(), DbErr> {
    update_each(db, "people", &["name"], search_folded).await
}

/// The form before: lower case, for tickets and people.
pub(crate) async fn restore_lower_case(db: &Connection<'_>) -> Result<(), DbErr> {
    update_each(db, "tickets", &["title", "description"], str::to_lowercase).await?;
    update_each(db, "people", &["name"], str::to_lowercase).await
}

/// Writes each column's text in another form into `{column}_folded`, where it differs.
async fn update_each(
    db: &Connection<'_>,
    table: &str,
    columns: &[&str],
    form: impl Fn(&str) -> String + Sync,
) -> Result<(), DbErr> {
    let backend = db.get_database_backend();
    let mut last = Uuid::nil();
    loop {
        let list = columns.iter().map(|column| format!(", {column}, {column}_folded")).collect::<String>();
        let sql = format!("SELECT id{list} FROM {table} WHERE id > $1 ORDER BY id LIMIT {BATCH}");
        let rows = db.query_all_raw(Statement::from_sql_and_values(backend, sql, [last.into()])).await?;
        let Some(newest) = rows.last() else { return Ok(()) };
        last = newest.try_get_by_index(0)?;
        for row in &rows {
            let id = row.try_get_by_index::<Uuid>(0)?;
            for (position, column) in columns.iter().enumerate() {
                let text = form(&row.try_get_by_index::<String>(1 + 2 * position)?);
                if text != row.try_get_by_index::<String>(2 + 2 * position)? {
                    let sql = format!("UPDATE {table} SET {column}_folded = $1 WHERE id = $2");
                    db.execute_raw(Statement::from_sql_and_values(backend, sql, [text.into(), id.into()])).await?;
                }
            }
        }
    }
}

async fn insert(db: &Connection<'_>, rows: Vec<[Value; 6]>) -> Result<(), DbErr> {
    let mut statement = Query::insert().into_table("ticket_search").columns(COLUMNS).to_owned();
    for row in rows {
        statement.values_panic(row.map(Expr::value));
    }
    db.execute(&statement).await.map(|_| ())
}

fn folded(row: &QueryResult, column: usize) -> Result<Value, DbErr> {
    Ok(Value::from(search_folded(&row.try_get_by_index::<String>(column)?)))
}

fn none() -> Value {
    Value::from(None::<String>)
}

//! How should a unit of work hold the others off while it chooses an engineer? Measured on the real schema:
//!
//! `tests/with_postgres.sh cargo run -p deskhand-persistence --example assignment_methods`
//!
//! Each line opens some hundred tickets for ten engineers, from one client and from sixteen. `spread` is the largest
//! load less the smallest: 1 is exact where the tickets do not divide evenly, 0 where they do.
#![expect(clippy::unwrap_used, reason = "a measurement that fails says so and ends")]

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use deskhand_persistence::{Database, DatabaseOptions};
use deskhand_test_postgres::FreshDatabase;
use sea_orm::{
    ConnectOptions, ConnectionTrait, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, SqliteTransactionMode,
    Statement, TransactionOptions, TransactionTrait, Value,
};
use tempfile::TempDir;

const ENGINEERS: i64 = 10;
const TICKETS: u32 = 600;

#[derive(Clone, Copy, Debug)]
enum Method {
    /// No lock: as fast as it can be, with wrong loads.
    Nothing,
    /// `pg_advisory_xact_lock`, in a statement of its own, before the choice.
    AdvisoryLock,
    /// `FOR NO KEY UPDATE` of every engineer, in order of id, read in the same statement.
    RowLocks,
    /// The whole transaction begins IMMEDIATE, on so many connections.
    Immediate(u32),
}

#[tokio::main]
async fn main() {
    println!(
        "{:<10} {:<14} {:>7} {:>10} {:>8} {:>7} {:>7}",
        "database", "method", "clients", "tickets/s", "p99 ms", "spread", "failed"
    );
    for method in [Method::Immediate(1), Method::Immediate(16)] {
        for clients in [1, 16] {
            let directory = TempDir::new().unwrap();
            let url = format!("sqlite://{}", directory.path().join("deskhand.db").display());
            measure(&url, method, clients).await;
        }
    }
    for method in [Method::Nothing, Method::AdvisoryLock, Method::RowLocks] {
        for clients in [1, 16] {
            let place = FreshDatabase::empty().await;
            measure(place.url(), method, clients).await;
        }
    }
}

async fn measure(url: &str, method: Method, clients: u32) {
    Database::connect(url, &DatabaseOptions::default()).await.unwrap().migrate_up().await.unwrap();
    let database = connect(url, method).await;
    database.execute_raw(statement(&database, PEOPLE, [ENGINEERS.into()])).await.unwrap();

    let (opened, failed) = (Arc::new(AtomicU32::new(0)), Arc::new(AtomicU32::new(0)));
    let begun = Instant::now();
    let clients_at_work: Vec<_> = (0..clients)
        .map(|_| tokio::spawn(one_client(database.clone(), method, Arc::clone(&opened), Arc::clone(&failed))))
        .collect();
    let mut times = Vec::new();
    for client in clients_at_work {
        times.extend(client.await.unwrap());
    }
    report(&database, method, clients, begun.elapsed(), times, failed.load(Ordering::Relaxed)).await;
    database.close().await.unwrap();
}

async fn report(
    database: &DatabaseConnection,
    method: Method,
    clients: u32,
    took: Duration,
    mut times: Vec<Duration>,
    failed: u32,
) {
    times.sort();
    let p99 = times.get(times.len() * 99 / 100).map_or(0.0, |time| time.as_secs_f64() * 1000.0);
    let spread = "SELECT max(open_tickets) - min(open_tickets) FROM people WHERE role = 'engineer'";
    let row = database.query_one_raw(statement(database, spread, [])).await.unwrap().unwrap();
    let spread: i32 = row.try_get_by_index(0).unwrap();
    let rate = f64::from(TICKETS - failed) / took.as_secs_f64();
    let (name, method) = (format!("{:?}", database.get_database_backend()), format!("{method:?}"));
    println!("{name:<10} {method:<14} {clients:>7} {rate:>10.0} {p99:>8.1} {spread:>7} {failed:>7}");
}

async fn one_client(
    database: DatabaseConnection,
    method: Method,
    opened: Arc<AtomicU32>,
    failed: Arc<AtomicU32>,
) -> Vec<Duration> {
    let mut times = Vec::new();
    loop {
        let number = opened.fetch_add(1, Ordering::Relaxed) + 1;
        if number > TICKETS {
            return times;
        }
        let begun = Instant::now();
        match open_ticket(&database, method, i64::from(number)).await {
            Ok(()) => times.push(begun.elapsed()),
            Err(_) => _ = failed.fetch_add(1, Ordering::Relaxed),
        }
    }
}

async fn open_ticket(database: &DatabaseConnection, method: Method, number: i64) -> Result<(), DbErr> {
    let mode = Some(SqliteTransactionMode::Immediate);
    let options = TransactionOptions { sqlite_transaction_mode: mode, ..TransactionOptions::default() };
    let tx = database.begin_with_options(options).await?;
    let engineer = least_loaded(&tx, method).await?;
    tx.execute_raw(statement(&tx, "UPDATE ticket_numbers SET last = last + 1", [])).await?;
    tx.execute_raw(statement(&tx, TICKET, [number.into(), engineer.into()])).await?;
    tx.execute_raw(statement(&tx, MESSAGE, [number.into()])).await?;
    tx.execute_raw(statement(&tx, LOAD, [number.into(), engineer.into()])).await?;
    tx.execute_raw(statement(&tx, NOTICE, [number.into()])).await?;
    tx.commit().await
}

async fn least_loaded(tx: &DatabaseTransaction, method: Method) -> Result<i64, DbErr> {
    if let Method::AdvisoryLock = method {
        tx.execute_raw(statement(tx, "SELECT pg_advisory_xact_lock(1)", [])).await?;
    }
    let lock = if let Method::RowLocks = method { " FOR NO KEY UPDATE" } else { "" };
    let ask = format!(
        "SELECT seq, open_tickets, coalesce(last_assigned_at, 0) FROM people WHERE role = 'engineer' ORDER BY id{lock}"
    );
    let mut loads = Vec::new();
    for row in tx.query_all_raw(statement(tx, &ask, [])).await? {
        let load: (i32, i64) = (row.try_get_by_index(1)?, row.try_get_by_index(2)?);
        loads.push((load, row.try_get_by_index::<i64>(0)?));
    }
    Ok(loads.into_iter().min().map_or(0, |(_, engineer)| engineer))
}

async fn connect(url: &str, method: Method) -> DatabaseConnection {
    let mut options = ConnectOptions::new(url);
    options.sqlx_logging(false).max_connections(if let Method::Immediate(writers) = method { writers } else { 16 });
    options.map_sqlx_sqlite_opts(|sqlite| sqlite.foreign_keys(true).busy_timeout(Duration::from_secs(10)));
    let database = sea_orm::Database::connect(options).await.unwrap();
    if database.get_database_backend() == DbBackend::Postgres {
        // The throw-away server forgets at a power failure; one in use must not.
        for setting in ["fsync", "synchronous_commit", "full_page_writes"] {
            database.execute_unprepared(&format!("ALTER SYSTEM SET {setting} = on")).await.unwrap();
        }
        database.execute_unprepared("SELECT pg_reload_conf()").await.unwrap();
    }
    database
}

fn statement<const N: usize>(database: &impl ConnectionTrait, sql: &str, values: [Value; N]) -> Statement {
    let backend = database.get_database_backend();
    // Ids are made of numbers, the way each database writes them.
    let id = |kind: u8, number: &str| match backend {
        DbBackend::Postgres => format!("lpad({kind} || to_hex({number}), 32, '0')::uuid"),
        _ => format!("CAST(printf('%d%015d', {kind}, {number}) AS BLOB)"),
    };
    let sql = sql.replace("{person}", &id(1, "n")).replace("{ticket}", &id(2, "$1"));
    Statement::from_sql_and_values(backend, sql, values)
}

const PEOPLE: &str = "
    INSERT INTO people (id, username, name, name_folded, role, status, availability, muted, created_at, updated_at, version)
    SELECT {person}, 'user' || n, 'User', 'user', CASE WHEN n = 0 THEN 'customer' ELSE 'engineer' END, 'approved',
           'available', '', 0, 0, 1
    FROM (WITH RECURSIVE numbers (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n < $1) SELECT n FROM numbers) x";

const TICKET: &str = "
    INSERT INTO tickets (id, number, title, subject, description, priority, status,
                         reporter_id, assignee_id, awaiting, created_at, updated_at, version)
    SELECT {ticket}, $1, 'The printer is on fire', 'The printer is on fire', 'It began with smoke.', 4, 'open',
           (SELECT id FROM people WHERE role = 'customer'), (SELECT id FROM people WHERE seq = $2), 'staff', $1, $1, 1";

const MESSAGE: &str = "
    INSERT INTO messages (id, ticket_id, kind, author_id, body, created_at)
    SELECT {ticket}, {ticket}, 'request', (SELECT id FROM people WHERE role = 'customer'), 'It began with smoke.', $1";

const LOAD: &str = "UPDATE people SET open_tickets = open_tickets + 1, last_assigned_at = $1 WHERE seq = $2";

const NOTICE: &str = "
    INSERT INTO outbox (id, recipient_id, kind, event_id, payload, state, due_at, created_at)
    SELECT {ticket}, id, 'assigned', {ticket}, '{}', 'pending', $1, $1 FROM people WHERE role = 'customer'";

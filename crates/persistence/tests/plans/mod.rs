//! The plans that both databases make for the statements: each reads along an index, with any order, filter and caller.
//!
//! PostgreSQL plans by its statistics, so it gets thousands of rows in which some values are rare. SQLite plans without
//! statistics and gets no rows.

mod feed;
mod mail;
mod people;
mod reports;
mod tickets;

use deskhand_test_postgres::FreshDatabase;
use sea_orm::{ConnectOptions, ConnectionTrait, DbBackend, EntityTrait, QueryResult, QueryTrait, Select, Statement};
use tempfile::TempDir;

use crate::{Database, DatabaseOptions};

const ROWS: &str = include_str!("../fixtures/plans.sql");

enum TestDatabase {
    File { _directory: TempDir },
    Server(FreshDatabase),
}

pub(super) struct Planner {
    pub(super) database: Database,
    test_database: TestDatabase,
}

impl Planner {
    /// One of each kind.
    async fn both() -> [Self; 2] {
        [Self::of_sqlite().await, Self::of_postgres().await]
    }

    async fn of_sqlite() -> Self {
        let directory = TempDir::new().unwrap();
        let url = format!("sqlite://{}", directory.path().join("deskhand.db").display());
        Self { database: migrated(&url).await, test_database: TestDatabase::File { _directory: directory } }
    }

    async fn of_postgres() -> Self {
        let server = FreshDatabase::migrated(fill).await;
        let database = Database::connect(server.url(), &DatabaseOptions::default()).await.unwrap();
        Self { database, test_database: TestDatabase::Server(server) }
    }

    pub(super) fn backend(&self) -> DbBackend {
        self.database.reader.get_database_backend()
    }

    async fn plan<E: EntityTrait>(&self, list: Select<E>) -> Plan {
        self.plan_of(list.build(self.backend())).await
    }

    async fn plan_of(&self, mut statement: Statement) -> Plan {
        let backend = self.backend();
        let (explain, column) = match backend {
            DbBackend::Sqlite => ("EXPLAIN QUERY PLAN", "detail"),
            _ => ("EXPLAIN", "QUERY PLAN"),
        };
        statement.sql = format!("{explain} {}", statement.sql);
        let rows = self.database.reader.query_all_raw(statement).await.unwrap();
        Plan { backend, lines: texts(&rows, column) }
    }

    /// PostgreSQL's generic plan. It uses this one if it estimates no higher cost for it than for the plans of the single values.
    async fn plan_for_any_values(&self, statement: Statement) -> Plan {
        let TestDatabase::Server(server) = &self.test_database else {
            panic!("SQLite plans without looking at values")
        };
        let connection = sea_orm::Database::connect(ConnectOptions::new(server.url()).max_connections(1).to_owned());
        let connection = connection.await.unwrap();
        let prepare = format!("SET plan_cache_mode = force_generic_plan; PREPARE asked AS {}", statement.sql);
        connection.execute_unprepared(&prepare).await.unwrap();
        let count = statement.values.map_or(0, |values| values.0.len());
        let explain = format!("EXPLAIN EXECUTE asked ({})", vec!["NULL"; count].join(", "));
        let explain = Statement::from_string(DbBackend::Postgres, explain.replace(" ()", ""));
        let lines = texts(&connection.query_all_raw(explain).await.unwrap(), "QUERY PLAN");
        connection.close().await.unwrap();
        Plan { backend: DbBackend::Postgres, lines }
    }
}

fn texts(rows: &[QueryResult], column: &str) -> Vec<String> {
    rows.iter().map(|row| row.try_get("", column).unwrap()).collect()
}

async fn migrated(url: &str) -> Database {
    let database = Database::connect(url, &DatabaseOptions::default()).await.unwrap();
    database.migrate_up().await.unwrap();
    database
}

/// The tables that are filled.
const TABLES: [&str; 8] =
    ["people", "tickets", "ticket_followers", "ticket_search", "outbox", "sessions", "refresh_tokens", "history"];

async fn fill(url: String) {
    migrated(&url).await.close().await.unwrap();
    // Not over `Database`: its connections have time limits.
    let server = sea_orm::Database::connect(ConnectOptions::new(url).max_connections(1).to_owned()).await.unwrap();
    // The server would vacuum by itself as soon as the rows are there, at the same time as the statement below, and the one leaves to the
    // other what it works on: statistics and plans would differ from run to run.
    for table in TABLES {
        server.execute_unprepared(&format!("ALTER TABLE {table} SET (autovacuum_enabled = off)")).await.unwrap();
    }
    server.execute_unprepared(ROWS).await.unwrap();
    // Of all rows, not of a sample, which would differ from run to run.
    server.execute_unprepared("SET default_statistics_target = 1000").await.unwrap();
    // As after some time in use: with statistics, and with the pending entries of the text indexes merged.
    server.execute_unprepared(&format!("VACUUM (ANALYZE) {}", TABLES.join(", "))).await.unwrap();
    server.close().await.unwrap();
}

/// The lines of the database's answer to EXPLAIN.
#[derive(Debug)]
struct Plan {
    backend: DbBackend,
    lines: Vec<String>,
}

/// Columns that SQLite finds texts in by its full-text index, and PostgreSQL by an index of the column.
const SEARCHED: [&str; 5] = ["title", "description", "message", "note", "name_folded"];

impl Plan {
    fn looks_at_every_row(&self) -> bool {
        match self.backend {
            DbBackend::Sqlite => self.lines.iter().any(|line| {
                line.starts_with("SCAN")
                    && !line.contains("INDEX")
                    && !line.contains("CONSTANT")
                    && !self.is_of_a_subquery(line)
            }),
            _ => self.has("Seq Scan"),
        }
    }

    /// Whether the scan is of the result of a subquery in the same statement.
    fn is_of_a_subquery(&self, line: &str) -> bool {
        let name = line.trim_start_matches("SCAN ");
        self.lines.iter().any(|made| made.strip_prefix("CO-ROUTINE ") == Some(name))
    }

    /// Whether PostgreSQL reads rows and then filters them out.
    fn passes_over_rows(&self) -> bool {
        self.lines.iter().any(|line| line.trim_start().starts_with("Filter: "))
    }

    /// How often SQLite sorts.
    fn sortings(&self) -> usize {
        self.lines.iter().filter(|line| line.contains("USE TEMP B-TREE FOR ORDER BY")).count()
    }

    /// Whether all rows are sorted, and not only those that tie by the first column.
    fn sorts(&self) -> bool {
        match self.backend {
            DbBackend::Sqlite => self.has("USE TEMP B-TREE FOR ORDER BY"),
            _ => self.lines.iter().any(|line| line.trim_start_matches([' ', '-', '>']).starts_with("Sort  ")),
        }
    }

    /// Whether an index condition on this column selects the rows, not only their order.
    fn finds_by(&self, column: &str) -> bool {
        match self.backend {
            DbBackend::Sqlite if SEARCHED.contains(&column) => self.has("_text VIRTUAL TABLE INDEX"),
            DbBackend::Sqlite => self.lines.iter().any(|line| line.starts_with("SEARCH") && names(line, column)),
            _ => self.lines.iter().any(|line| line.contains("Index Cond") && names(line, column)),
        }
    }

    /// Whether SQLite reads tickets by the ids that a subquery lists, and not by an index of something else. Where it found the
    /// tickets by their texts, it only looks whether the list has them.
    fn reads_listed_ids(&self) -> bool {
        let list = self.lines.iter().position(|line| line.contains("SEARCH ticket_followers"));
        let reads = list.and_then(|list| self.lines.get(list.checked_sub(2)?));
        let by_text = self.has("_text VIRTUAL TABLE INDEX");
        self.backend != DbBackend::Sqlite || by_text || reads.is_some_and(|line| line.ends_with("(id=?)"))
    }

    fn has(&self, what: &str) -> bool {
        self.lines.iter().any(|line| line.contains(what))
    }
}

/// `ANY(status=?)`, `(number=?)`, `((created_at, id) < (?, ?))`.
fn names(line: &str, column: &str) -> bool {
    line.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == column)
}

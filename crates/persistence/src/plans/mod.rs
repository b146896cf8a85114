//! How the databases would run the lists: along an index, whatever the order, the filter and the caller.
//!
//! PostgreSQL plans by what it knows of the data, so it gets thousands of rows, in which some things are rare. SQLite
//! plans the same for any data.

mod feed;
mod mail;
mod people;
mod reports;
mod tickets;

use deskhand_test_postgres::FreshDatabase;
use sea_orm::{ConnectOptions, ConnectionTrait, DbBackend, EntityTrait, QueryResult, QueryTrait, Select, Statement};
use tempfile::TempDir;

use crate::{Database, DatabaseOptions};

/// Ten thousand people and twenty thousand tickets, mails, sessions and events. A few tickets are blocked, resolved, urgent,
/// nobody's, await their reporter, or speak of a zebra; a few mails wait, or were given up or dropped.
const ROWS: &str = "
    INSERT INTO people (id, username, name, name_folded, email, email_folded, role, status, availability, muted,
                        created_at, updated_at, version, tickets_count)
    SELECT md5('p' || n)::uuid, 'user' || n, 'User', CASE WHEN n % 1000 = 1 THEN 'zebra ' || n ELSE 'user ' || n END,
           'u' || n || '@example.com', 'u' || n || '@example.com',
           CASE WHEN n % 100 = 1 THEN 'engineer' ELSE 'customer' END,
           CASE WHEN n % 100 = 2 THEN 'pending' ELSE 'approved' END, 'available', '', n * 1000, n * 1000, 1, n % 50
    FROM generate_series(1, 10000) AS n;
    INSERT INTO tickets (id, number, title, title_folded, subject, description, description_folded, priority, status,
                         reporter_id, assignee_id, awaiting, created_at, updated_at, version,
                         resolved_at)
    SELECT md5('t' || n)::uuid, n, 'Title', CASE WHEN n % 2000 = 3 THEN 'zebra ' || n ELSE 'printer ' || n END,
           'Title', 'Words', CASE WHEN n % 2000 = 4 THEN 'zebra ' ELSE 'words ' END || repeat(md5('d' || n), 3),
           CASE WHEN n % 100 = 5 THEN 1 ELSE 4 END, CASE n % 100 WHEN 6 THEN 'blocked' WHEN 9 THEN 'resolved' ELSE 'open' END,
           md5('p' || n % 9000 + 1)::uuid, CASE WHEN n % 100 = 7 THEN NULL ELSE md5('p' || n % 9000 + 2)::uuid END,
           CASE WHEN n % 100 = 8 THEN 'reporter' ELSE 'staff' END, n * 1000, n * 1000, 1, n * 1000
    FROM generate_series(1, 20000) AS n;
    UPDATE tickets SET close_warned_at = updated_at WHERE number % 200 = 9;
    INSERT INTO outbox (id, recipient_id, kind, ticket_id, event_id, payload, state, attempt, due_at, created_at,
                        settled_at)
    SELECT md5('m' || n)::uuid, md5('p' || n % 9000 + 1)::uuid, 'assigned', md5('t' || n / 3 + 1)::uuid,
           md5('e' || n)::uuid, '{}', CASE n % 500 WHEN 1 THEN 'pending' WHEN 2 THEN 'dead' WHEN 3 THEN 'dropped'
           ELSE 'sent' END, 1, n * 1000, n * 1000, CASE WHEN n % 500 = 1 THEN NULL ELSE n * 1000 END
    FROM generate_series(1, 20000) AS n;
    INSERT INTO sessions (id, person_id, begun_at, ended_at, expires_at)
    SELECT md5('s' || n)::uuid, md5('p' || n % 9000 + 1)::uuid, n * 1000, CASE WHEN n % 2 = 0 THEN n * 1000 END,
           n * 1000 + 900
    FROM generate_series(1, 20000) AS n;
    INSERT INTO refresh_tokens (digest, session_id, issued_at, expires_at)
    SELECT decode(md5('r' || n), 'hex'), md5('s' || n)::uuid, n * 1000, n * 1000 + 900
    FROM generate_series(1, 20000) AS n;
    INSERT INTO history (id, at, by_id, ticket_id, person_id, kind, audience, tx)
    SELECT md5('h' || n)::uuid, n * 1000, md5('p' || n % 9000 + 1)::uuid,
           CASE WHEN n % 10 > 0 THEN md5('t' || n)::uuid END, CASE WHEN n % 10 = 0 THEN md5('p' || n % 9000 + 1)::uuid END,
           'status_changed', CASE WHEN n % 10 = 1 THEN 'staff' ELSE 'everybody' END, n / 3
    FROM generate_series(1, 20000) AS n";

enum Place {
    File { _held: TempDir },
    Server(FreshDatabase),
}

pub(super) struct Planner {
    pub(super) database: Database,
    place: Place,
}

impl Planner {
    /// One of each kind.
    async fn both() -> [Self; 2] {
        [Self::of_sqlite().await, Self::of_postgres().await]
    }

    async fn of_sqlite() -> Self {
        let directory = TempDir::new().unwrap();
        let url = format!("sqlite://{}", directory.path().join("deskhand.db").display());
        Self { database: migrated(&url).await, place: Place::File { _held: directory } }
    }

    async fn of_postgres() -> Self {
        let place = FreshDatabase::migrated(fill).await;
        let database = Database::connect(place.url(), &DatabaseOptions::default()).await.unwrap();
        Self { database, place: Place::Server(place) }
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

    /// How PostgreSQL would run it whatever the values are, which it prefers where it finds that no dearer.
    async fn plan_for_any_values(&self, statement: Statement) -> Plan {
        let Place::Server(place) = &self.place else { panic!("SQLite plans without looking at values") };
        let connection = sea_orm::Database::connect(ConnectOptions::new(place.url()).max_connections(1).to_owned());
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

async fn fill(url: String) {
    migrated(&url).await.close().await.unwrap();
    // Without the adapter's limits: this takes as long as it takes.
    let server = sea_orm::Database::connect(url).await.unwrap();
    server.execute_unprepared(ROWS).await.unwrap();
    // As it is after a while: the rows are counted, and the index of texts has taken in what was put aside for it.
    server
        .execute_unprepared("VACUUM (ANALYZE) people, tickets, outbox, sessions, refresh_tokens, history")
        .await
        .unwrap();
    server.close().await.unwrap();
}

/// What the database says it would do, line by line.
#[derive(Debug)]
struct Plan {
    backend: DbBackend,
    lines: Vec<String>,
}

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

    /// Whether what it looks at is only what a part of the same statement found.
    fn is_of_a_subquery(&self, line: &str) -> bool {
        let name = line.trim_start_matches("SCAN ");
        self.lines.iter().any(|made| made.strip_prefix("CO-ROUTINE ") == Some(name))
    }

    /// Whether PostgreSQL reads rows that it then finds unwanted.
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

    /// Whether it finds its rows by this column in an index, and does not only walk along one.
    fn finds_by(&self, column: &str) -> bool {
        match self.backend {
            DbBackend::Sqlite if column.ends_with("_folded") => self.has("_text VIRTUAL TABLE INDEX"),
            DbBackend::Sqlite => self.lines.iter().any(|line| line.starts_with("SEARCH") && names(line, column)),
            _ => self.lines.iter().any(|line| line.contains("Index Cond") && names(line, column)),
        }
    }

    fn has(&self, what: &str) -> bool {
        self.lines.iter().any(|line| line.contains(what))
    }
}

/// `ANY(status=?)`, `(number=?)`, `((created_at, id) < (?, ?))`.
fn names(line: &str, column: &str) -> bool {
    line.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == column)
}

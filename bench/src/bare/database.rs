//! Both databases behind two enums: the SQL is the same, `$1` is a parameter to either.

use std::time::Duration;

use deskhand_persistence::DatabaseOptions;
use sqlx::postgres::{PgConnectOptions, PgPoolOptions, PgRow};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteRow, SqliteSynchronous};
use sqlx::{AssertSqlSafe, FromRow, PgPool, Postgres, Sqlite, SqlitePool, Transaction};
use uuid::Uuid;

/// The values that the statements take.
#[derive(Clone, Debug)]
pub(super) enum Value {
    Id(Uuid),
    MaybeId(Option<Uuid>),
    Text(String),
    MaybeText(Option<String>),
    Long(i64),
    MaybeLong(Option<i64>),
    Int(i32),
    Short(i16),
    Bytes(Vec<u8>),
}

macro_rules! bound {
    ($query:expr, $values:expr) => {
        $values.into_iter().fold($query, |query, value| match value {
            Value::Id(value) => query.bind(value),
            Value::MaybeId(value) => query.bind(value),
            Value::Text(value) => query.bind(value),
            Value::MaybeText(value) => query.bind(value),
            Value::Long(value) => query.bind(value),
            Value::MaybeLong(value) => query.bind(value),
            Value::Int(value) => query.bind(value),
            Value::Short(value) => query.bind(value),
            Value::Bytes(value) => query.bind(value),
        })
    };
}

/// What a statement may answer with.
pub(super) trait Answer: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}

impl<T> Answer for T where T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin {}

/// As many connections as the program has, with its settings.
pub(crate) enum Pools {
    Sqlite { writer: SqlitePool, reader: SqlitePool },
    Postgres { writer: PgPool, reader: PgPool },
}

impl Pools {
    pub(super) async fn open(url: &str) -> anyhow::Result<Self> {
        let size = DatabaseOptions::default();
        if let Some(file) = url.strip_prefix("sqlite://") {
            let options = SqliteConnectOptions::new()
                .filename(file)
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(Duration::from_secs(5))
                .pragma("cache_size", "-16000")
                .pragma("temp_store", "memory");
            let writing = options.clone().journal_mode(SqliteJournalMode::Wal);
            let pool = |connections| {
                let pool = SqlitePoolOptions::new().max_connections(connections).acquire_timeout(size.wait);
                pool.idle_timeout(None).max_lifetime(None).test_before_acquire(false)
            };
            let writer = pool(1).connect_with(writing).await?;
            return Ok(Self::Sqlite {
                writer,
                reader: pool(size.readers).connect_with(options.read_only(true)).await?,
            });
        }
        let options: PgConnectOptions = url.parse()?;
        let reading = options.clone().options([("default_transaction_read_only", "on")]);
        let pool = |connections| PgPoolOptions::new().max_connections(connections).test_before_acquire(false);
        let writer = pool(size.writers).connect_with(options).await?;
        Ok(Self::Postgres { writer, reader: pool(size.readers).connect_with(reading).await? })
    }

    pub(super) const fn is_postgres(&self) -> bool {
        matches!(self, Self::Postgres { .. })
    }

    /// Reads, on the connections that only read.
    pub(super) async fn read<T: Answer>(&self, sql: &'static str, values: Vec<Value>) -> sqlx::Result<Vec<T>> {
        match self {
            Self::Sqlite { reader, .. } => bound!(sqlx::query_as::<Sqlite, T>(sql), values).fetch_all(reader).await,
            Self::Postgres { reader, .. } => bound!(sqlx::query_as::<Postgres, T>(sql), values).fetch_all(reader).await,
        }
    }

    /// Reads by a statement that was put together.
    pub(super) async fn read_built<T: Answer>(&self, sql: String, values: Vec<Value>) -> sqlx::Result<Vec<T>> {
        let sql = AssertSqlSafe(sql);
        match self {
            Self::Sqlite { reader, .. } => bound!(sqlx::query_as::<Sqlite, T>(sql), values).fetch_all(reader).await,
            Self::Postgres { reader, .. } => bound!(sqlx::query_as::<Postgres, T>(sql), values).fetch_all(reader).await,
        }
    }

    pub(super) async fn begin(&self) -> sqlx::Result<Work> {
        match self {
            Self::Sqlite { writer, .. } => Ok(Work::Sqlite(writer.begin_with("BEGIN IMMEDIATE").await?)),
            Self::Postgres { writer, .. } => Ok(Work::Postgres(writer.begin().await?)),
        }
    }
}

/// A transaction.
pub(super) enum Work {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

impl Work {
    /// Holds off everybody else who assigns: SQLite does so from `BEGIN IMMEDIATE` on.
    pub(super) async fn hold_assignment(&mut self) -> sqlx::Result<()> {
        if let Self::Postgres(tx) = self {
            sqlx::query("SELECT pg_advisory_xact_lock(1)").execute(&mut **tx).await?;
        }
        Ok(())
    }

    pub(super) async fn read<T: Answer>(&mut self, sql: &'static str, values: Vec<Value>) -> sqlx::Result<Vec<T>> {
        match self {
            Self::Sqlite(tx) => bound!(sqlx::query_as::<Sqlite, T>(sql), values).fetch_all(&mut **tx).await,
            Self::Postgres(tx) => bound!(sqlx::query_as::<Postgres, T>(sql), values).fetch_all(&mut **tx).await,
        }
    }

    /// Reads rows and locks them, where the database locks rows.
    pub(super) async fn read_locked<T: Answer>(
        &mut self,
        [sqlite, postgres]: [&'static str; 2],
        values: Vec<Value>,
    ) -> sqlx::Result<Vec<T>> {
        let sql = if matches!(self, Self::Postgres(_)) { postgres } else { sqlite };
        self.read(sql, values).await
    }

    pub(super) async fn write(&mut self, sql: &'static str, values: Vec<Value>) -> sqlx::Result<()> {
        match self {
            Self::Sqlite(tx) => bound!(sqlx::query::<Sqlite>(sql), values).execute(&mut **tx).await.map(|_| ()),
            Self::Postgres(tx) => bound!(sqlx::query::<Postgres>(sql), values).execute(&mut **tx).await.map(|_| ()),
        }
    }

    pub(super) async fn commit(self) -> sqlx::Result<()> {
        match self {
            Self::Sqlite(tx) => tx.commit().await,
            Self::Postgres(tx) => tx.commit().await,
        }
    }
}

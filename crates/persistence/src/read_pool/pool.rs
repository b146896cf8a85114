//! The pool itself. It is smaller than the driver's: a connection goes back without a round trip, and each statement
//! borrows one only for its own time.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use sea_orm::sqlx::{AssertSqlSafe, Connection, Database as Driver, Error as SqlxError, Executor, IntoArguments};
use sea_orm::{ConnAcquireErr, DbErr, ExecResult, QueryResult, RuntimeErr, Statement, Values};
use sea_query_sqlx::SqlxValues;
use tokio::sync::Semaphore;
use tokio::time::{sleep, timeout};
use tracing::warn;

use super::borrowed::Borrowed;
use super::idle::{IdleConnection, IdleList, PING_TIMEOUT};
use super::stats::PoolStats;

/// How soon a server that starts, or has no connection left, is asked again.
const CONNECT_RETRY: Duration = Duration::from_millis(50);

type Connecting<D> = Pin<Box<dyn Future<Output = Result<<D as Driver>::Connection, SqlxError>> + Send>>;

#[derive(Clone, Copy, Debug)]
pub(crate) struct ReadPoolOptions {
    pub(crate) limit: u32,
    /// After this, waiting for a connection ends in [`ConnAcquireErr::Timeout`].
    pub(crate) acquire_timeout: Duration,
    /// An older connection is replaced.
    pub(crate) max_lifetime: Option<Duration>,
    /// How long a statement whose caller is gone keeps its place among the statements that may run.
    pub(crate) finish_timeout: Duration,
}

/// Opens connections when they are needed. Clones share them.
pub(crate) struct ReadPool<D: Driver>(Arc<Shared<D>>);

struct Shared<D: Driver> {
    options: ReadPoolOptions,
    connect: Box<dyn Fn() -> Connecting<D> + Send + Sync>,
    permits: Arc<Semaphore>,
    idle: Arc<IdleList<D>>,
}

impl<D: Driver> ReadPool<D> {
    pub(crate) fn new<C>(options: ReadPoolOptions, connect: impl Fn() -> C + Send + Sync + 'static) -> Self
    where
        C: Future<Output = Result<D::Connection, SqlxError>> + Send + 'static,
    {
        let permits = Arc::new(Semaphore::new(options.limit as usize));
        let connect = Box::new(move || Box::pin(connect()) as Connecting<D>);
        Self(Arc::new(Shared { options, connect, permits, idle: Arc::new(IdleList::new()) }))
    }

    /// Opens a connection if there is none, so that a database that can't be read is an error at the start.
    pub(crate) async fn open_first(&self) -> Result<(), DbErr> {
        self.borrow().await?.give_back(Ok(())).map_err(query_error)
    }

    pub(crate) fn stats(&self) -> PoolStats {
        let limit = self.0.options.limit;
        let in_use = limit.saturating_sub(u32::try_from(self.0.permits.available_permits()).unwrap_or(limit));
        let idle = u32::try_from(self.0.idle.len()).unwrap_or(u32::MAX);
        PoolStats { limit, open: idle.saturating_add(in_use).min(limit), idle }
    }

    /// Waits for the connections in use, then closes all.
    pub(crate) async fn close(&self) {
        let _in_use = self.0.permits.acquire_many(self.0.options.limit).await;
        self.0.permits.close();
        for idle in self.0.idle.take_all() {
            let _closed = timeout(PING_TIMEOUT, idle.connection.close()).await;
        }
    }

    async fn borrow(&self) -> Result<Borrowed<D>, DbErr> {
        let borrowed = timeout(self.0.options.acquire_timeout, self.borrow_patiently()).await;
        borrowed.unwrap_or(Err(DbErr::ConnectionAcquire(ConnAcquireErr::Timeout)))
    }

    async fn borrow_patiently(&self) -> Result<Borrowed<D>, DbErr> {
        let Ok(permit) = Arc::clone(&self.0.permits).acquire_owned().await else {
            return Err(DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed));
        };
        let connection = match self.0.idle.pop() {
            Some(idle) if !idle.needs_ping() && !idle.is_expired(self.0.options.max_lifetime) => idle,
            // Boxed, so that the future of an ordinary statement stays small.
            idle => Box::pin(self.checked_or_new(idle)).await?,
        };
        let (idle, finish_timeout) = (Arc::clone(&self.0.idle), self.0.options.finish_timeout);
        Ok(Borrowed { held: Some((connection, permit)), idle, finish_timeout })
    }

    async fn checked_or_new(&self, idle: Option<IdleConnection<D>>) -> Result<IdleConnection<D>, DbErr> {
        if let Some(mut idle) = idle.filter(|idle| !idle.is_expired(self.0.options.max_lifetime)) {
            if idle.is_alive(PING_TIMEOUT).await {
                return Ok(idle);
            }
            // The others were idle for even longer.
            let dead = 1 + self.0.idle.take_all().len();
            warn!(connections = dead, "Closed the idle read connections: one did not answer a ping");
        }
        self.connect().await.map(IdleConnection::new).map_err(|error| DbErr::Conn(RuntimeErr::SqlxError(error.into())))
    }

    async fn connect(&self) -> Result<D::Connection, SqlxError> {
        loop {
            match (self.0.connect)().await {
                Err(SqlxError::Database(error)) if error.is_transient_in_connect_phase() => sleep(CONNECT_RETRY).await,
                connected => return connected,
            }
        }
    }
}

impl<D: Driver> ReadPool<D>
where
    for<'c> &'c mut D::Connection: Executor<'c, Database = D>,
    SqlxValues: IntoArguments<D>,
    QueryResult: From<D::Row>,
    ExecResult: From<D::QueryResult>,
{
    pub(crate) async fn query_one(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        let mut borrowed = self.borrow().await?;
        let answer = query(statement).fetch_optional(borrowed.connection()?).await;
        Ok(borrowed.give_back(answer).map_err(query_error)?.map(QueryResult::from))
    }

    pub(crate) async fn query_all(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let mut borrowed = self.borrow().await?;
        let answer = query(statement).fetch_all(borrowed.connection()?).await;
        let rows = borrowed.give_back(answer).map_err(query_error)?;
        Ok(rows.into_iter().map(QueryResult::from).collect())
    }

    pub(crate) async fn execute(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        let mut borrowed = self.borrow().await?;
        let answer = query(statement).execute(borrowed.connection()?).await;
        Ok(borrowed.give_back(answer).map_err(exec_error)?.into())
    }

    pub(crate) async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        let mut borrowed = self.borrow().await?;
        let answer = borrowed.connection()?.execute(AssertSqlSafe(sql)).await;
        Ok(borrowed.give_back(answer).map_err(exec_error)?.into())
    }
}

fn query<D: Driver>(statement: Statement) -> sea_orm::sqlx::query::Query<'static, D, SqlxValues>
where
    SqlxValues: IntoArguments<D>,
{
    let values = statement.values.unwrap_or(Values(Vec::new()));
    sea_orm::sqlx::query_with(AssertSqlSafe(statement.sql), SqlxValues(values))
}

fn query_error(error: SqlxError) -> DbErr {
    DbErr::Query(RuntimeErr::SqlxError(error.into()))
}

fn exec_error(error: SqlxError) -> DbErr {
    DbErr::Exec(RuntimeErr::SqlxError(error.into()))
}

impl<D: Driver> Clone for ReadPool<D> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<D: Driver> fmt::Debug for ReadPool<D> {
    /// Without the connect options: they may hold a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReadPool").field("stats", &self.stats()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;

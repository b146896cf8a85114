//! Connections that are kept at hand between two questions.
//!
//! The driver's pool asks each connection that is put back whether it still lives: one more trip to the database for each
//! answer. Here it is put back without a question, and the one that was used last, whose memory is warm, is used next. Only
//! one that rested, was kept for long, or may be half way through an answer is looked at.

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use sea_orm::sqlx::{AssertSqlSafe, Database as Driver, Error as SqlxError, Executor, IntoArguments, Pool};
use sea_orm::{ConnAcquireErr, DbErr, ExecResult, QueryResult, RuntimeErr, Statement, Values};
use sea_query_sqlx::SqlxValues;
use tokio::sync::{Semaphore, SemaphorePermit};
use tokio::time::timeout;

use super::idle_connection::Kept;

/// As many connections as its pool may have. Nobody else may take any from that pool.
pub(crate) struct AtHand<D: Driver> {
    pool: Pool<D>,
    turns: Semaphore,
    resting: Mutex<Vec<Kept<D>>>,
}

impl<D: Driver> fmt::Debug for AtHand<D> {
    /// Without the options of the pool: they may hold a password.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AtHand").field("resting", &self.count_resting()).finish_non_exhaustive()
    }
}

/// A connection in use. Dropped before it was given back, it goes to the pool, which finds out what is the matter with it.
struct InUse<'a, D: Driver> {
    of: &'a AtHand<D>,
    kept: Kept<D>,
    _turn: SemaphorePermit<'a>,
}

impl<D: Driver> AtHand<D> {
    pub(crate) fn new(pool: Pool<D>) -> Self {
        let connections = usize::try_from(pool.options().get_max_connections()).unwrap_or(Semaphore::MAX_PERMITS);
        Self { pool, turns: Semaphore::new(connections), resting: Mutex::default() }
    }

    pub(crate) const fn pool(&self) -> &Pool<D> {
        &self.pool
    }

    fn resting(&self) -> MutexGuard<'_, Vec<Kept<D>>> {
        self.resting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many wait here for a question.
    pub(crate) fn count_resting(&self) -> usize {
        self.resting().len()
    }

    /// From now on there are none. Those in use are closed when they are given back; this waits for them.
    pub(crate) async fn close(&self) {
        let closed = self.pool.close();
        self.let_go();
        closed.await;
    }

    /// Gives all that rest to the pool.
    pub(crate) fn let_go(&self) {
        self.resting().clear();
    }

    async fn take(&self) -> Result<InUse<'_, D>, DbErr> {
        let patience = self.pool.options().get_acquire_timeout();
        let turn = match timeout(patience, self.turns.acquire()).await {
            Ok(Ok(turn)) => turn,
            Ok(Err(_)) => return Err(DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed)),
            Err(_) => return Err(DbErr::ConnectionAcquire(ConnAcquireErr::Timeout)),
        };
        let last_used = self.resting().pop();
        let kept = match last_used {
            Some(kept) if kept.is_fresh() => kept,
            // Apart: it is seldom needed, and what it needs to remember is far more than all the rest, for every question.
            other => Box::pin(self.looked_at(other)).await?,
        };
        Ok(InUse { of: self, kept, _turn: turn })
    }

    /// This one if it lives, or another from the pool. Where it doesn't answer, the others, which rest for longer, are given
    /// up as well.
    async fn looked_at(&self, kept: Option<Kept<D>>) -> Result<Kept<D>, DbErr> {
        if let Some(mut kept) = kept {
            if kept.has_rested() && !kept.lives().await {
                drop(kept.connection.detach());
                self.give_up();
            } else if !kept.is_old() {
                return Ok(kept);
            }
        }
        self.pool.acquire().await.map(Kept::new).map_err(not_acquired)
    }

    fn give_up(&self) {
        for kept in self.resting().drain(..) {
            drop(kept.connection.detach());
        }
    }
}

impl<D: Driver> InUse<'_, D> {
    /// With what came of its use, which says whether it can be used again.
    fn give_back<T>(self, answer: Result<T, SqlxError>) -> Result<T, SqlxError> {
        let Self { of, mut kept, _turn } = self;
        if matches!(answer, Ok(_) | Err(SqlxError::Database(_))) && !of.pool.is_closed() {
            kept.used = Instant::now();
            of.resting().push(kept);
        }
        answer
    }
}

impl<D: Driver> AtHand<D>
where
    for<'c> &'c mut D::Connection: Executor<'c, Database = D>,
    SqlxValues: IntoArguments<D>,
    QueryResult: From<D::Row>,
    ExecResult: From<D::QueryResult>,
{
    pub(crate) async fn query_one(&self, statement: Statement) -> Result<Option<QueryResult>, DbErr> {
        let mut in_use = self.take().await?;
        let answer = asked(statement).fetch_optional(&mut *in_use.kept.connection).await;
        let row = in_use.give_back(answer).map_err(not_answered)?;
        Ok(row.map(QueryResult::from))
    }

    pub(crate) async fn query_all(&self, statement: Statement) -> Result<Vec<QueryResult>, DbErr> {
        let mut in_use = self.take().await?;
        let answer = asked(statement).fetch_all(&mut *in_use.kept.connection).await;
        let rows = in_use.give_back(answer).map_err(not_answered)?;
        Ok(rows.into_iter().map(QueryResult::from).collect())
    }

    pub(crate) async fn execute(&self, statement: Statement) -> Result<ExecResult, DbErr> {
        let mut in_use = self.take().await?;
        let answer = asked(statement).execute(&mut *in_use.kept.connection).await;
        Ok(in_use.give_back(answer).map_err(not_done)?.into())
    }

    pub(crate) async fn execute_unprepared(&self, sql: &str) -> Result<ExecResult, DbErr> {
        let mut in_use = self.take().await?;
        let answer = (*in_use.kept.connection).execute(AssertSqlSafe(sql)).await;
        Ok(in_use.give_back(answer).map_err(not_done)?.into())
    }
}

fn asked<D: Driver>(statement: Statement) -> sea_orm::sqlx::query::Query<'static, D, SqlxValues>
where
    SqlxValues: IntoArguments<D>,
{
    let values = statement.values.unwrap_or(Values(Vec::new()));
    sea_orm::sqlx::query_with(AssertSqlSafe(statement.sql), SqlxValues(values))
}

fn not_acquired(error: SqlxError) -> DbErr {
    match error {
        SqlxError::PoolTimedOut => DbErr::ConnectionAcquire(ConnAcquireErr::Timeout),
        SqlxError::PoolClosed => DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed),
        error => DbErr::Conn(RuntimeErr::SqlxError(error.into())),
    }
}

fn not_answered(error: SqlxError) -> DbErr {
    DbErr::Query(RuntimeErr::SqlxError(error.into()))
}

fn not_done(error: SqlxError) -> DbErr {
    DbErr::Exec(RuntimeErr::SqlxError(error.into()))
}

#[cfg(test)]
mod tests;

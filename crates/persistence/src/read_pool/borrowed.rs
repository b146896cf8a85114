//! A connection that runs a statement.

use std::sync::Arc;
use std::time::{Duration, Instant};

use sea_orm::sqlx::{Database as Driver, Error as SqlxError};
use sea_orm::{ConnAcquireErr, DbErr};
use tokio::runtime::Handle;
use tokio::sync::OwnedSemaphorePermit;
use tracing::warn;

use super::idle::{IdleConnection, IdleList};

/// Must be given back when its statement has ended. Dropped before that, it keeps its permit until the database has finished
/// the statement: clients that hang up must not start more statements than there are connections.
pub(super) struct Borrowed<D: Driver> {
    /// `None` after it was given back.
    pub(super) held: Option<(IdleConnection<D>, OwnedSemaphorePermit)>,
    pub(super) idle: Arc<IdleList<D>>,
    /// How long the database may take to finish a statement whose caller is gone.
    pub(super) finish_timeout: Duration,
}

impl<D: Driver> Borrowed<D> {
    pub(super) fn connection(&mut self) -> Result<&mut D::Connection, DbErr> {
        let held = self.held.as_mut().ok_or(DbErr::ConnectionAcquire(ConnAcquireErr::ConnectionClosed))?;
        Ok(&mut held.0.connection)
    }

    /// After an error that the database reported the connection is still good. After any other error it is closed.
    pub(super) fn give_back<T>(mut self, answer: Result<T, SqlxError>) -> Result<T, SqlxError> {
        if let Some((mut connection, _permit)) = self.held.take() {
            if let Ok(_) | Err(SqlxError::Database(_)) = &answer {
                connection.last_used = Instant::now();
                self.idle.push(connection);
            } else if let Err(error) = &answer {
                warn!(%error, "Closed a read connection: it broke during a statement");
            }
        }
        answer
    }
}

impl<D: Driver> Drop for Borrowed<D> {
    fn drop(&mut self) {
        if let (Some((mut connection, permit)), Ok(runtime)) = (self.held.take(), Handle::try_current()) {
            let (idle, finish_timeout) = (Arc::clone(&self.idle), self.finish_timeout);
            runtime.spawn(async move {
                if connection.is_alive(finish_timeout).await {
                    idle.push(connection);
                }
                drop(permit);
            });
        }
    }
}

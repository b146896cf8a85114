//! The server processes behind our connections. PostgreSQL may notice late that a connection is lost. Until then its process
//! goes on, gets the lock that it waits for, and holds up every other process that needs it.

use std::mem;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use sea_orm::sqlx::{Error as SqlxError, PgConnection, query, query_as};

/// Older connections are closed or idle: both pools replace theirs after half an hour.
const MAX_AGE: Duration = Duration::from_secs(3_600);

#[derive(Debug, Default)]
pub(super) struct Backends(Mutex<Vec<Backend>>);

/// The start time is part of its identity: a server that was restarted uses process numbers again.
#[derive(Debug)]
pub(super) struct Backend {
    process: i32,
    started: String,
    noted: Instant,
}

impl Backends {
    /// Remembers the process behind a new connection.
    pub(super) async fn note(&self, connection: &mut PgConnection) -> Result<(), SqlxError> {
        let own = "SELECT pid, backend_start::text FROM pg_stat_activity WHERE pid = pg_backend_pid()";
        let (process, started) = query_as(own).fetch_one(connection).await?;
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        noted.retain(|backend| backend.noted.elapsed() < MAX_AGE);
        noted.push(Backend { process, started, noted: Instant::now() });
        Ok(())
    }

    pub(super) fn take(&self) -> Vec<Backend> {
        mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Ends those that still run.
pub(super) async fn terminate(backends: &[Backend], connection: &mut PgConnection) -> Result<(), SqlxError> {
    let end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = $1 AND backend_start::text = $2";
    for backend in backends {
        query(end).bind(backend.process).bind(&backend.started).execute(&mut *connection).await?;
    }
    Ok(())
}

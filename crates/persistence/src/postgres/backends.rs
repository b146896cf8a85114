//! The sessions at the server that are behind our connections. Of a connection that is lost the server may not know for long:
//! what was begun there goes on, and what waited there for a lock still gets it, holds it, and keeps everybody else waiting.

use std::mem;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use sea_orm::sqlx::{Error as SqlxError, PgConnection, query, query_as};

/// No pool keeps a connection for longer.
const OLDEST: Duration = Duration::from_secs(3_600);

#[derive(Debug, Default)]
pub(super) struct Sessions(Mutex<Vec<Session>>);

/// The number alone is given to others again, after a restart of the server.
#[derive(Debug)]
pub(super) struct Session {
    process: i32,
    begun: String,
    noted: Instant,
}

impl Sessions {
    /// Remembers which session is behind a connection.
    pub(super) async fn note(&self, connection: &mut PgConnection) -> Result<(), SqlxError> {
        let ask = "SELECT pid, backend_start::text FROM pg_stat_activity WHERE pid = pg_backend_pid()";
        let (process, begun) = query_as(ask).fetch_one(connection).await?;
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        noted.retain(|session| session.noted.elapsed() < OLDEST);
        noted.push(Session { process, begun, noted: Instant::now() });
        Ok(())
    }

    /// All that were noted until now.
    pub(super) fn take(&self) -> Vec<Session> {
        mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// Ends those that are still there.
pub(super) async fn end(sessions: &[Session], connection: &mut PgConnection) -> Result<(), SqlxError> {
    let ending = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid = $1 AND backend_start::text = $2";
    for session in sessions {
        query(ending).bind(session.process).bind(&session.begun).execute(&mut *connection).await?;
    }
    Ok(())
}

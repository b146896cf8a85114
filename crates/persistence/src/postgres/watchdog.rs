//! Whether there is anybody at the other end. Of a server that hangs, or is behind a cable that somebody pulled, nothing is
//! heard at all, and the driver would wait for ever; for one that refuses connections it would wait in the hope of better
//! times, while everybody else waits behind.
//!
//! A slow answer must not be taken for silence: a report may take its time, and so may somebody else's lock. So what has a
//! deadline is a question that a living server answers at once whatever else it does, on a connection of its own.

use std::fmt;
use std::mem;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use sea_orm::sqlx::postgres::PgConnectOptions;
use sea_orm::sqlx::{Connection, Error as SqlxError, PgConnection};
use tokio::sync::{oneshot, watch};
use tokio::task::JoinHandle;
use tokio::time::{sleep, timeout};

use super::backends::{self, Session, Sessions};
use super::pool::ServerPool;
use crate::error::Unreachable;

/// How often the server is asked, and how long it may take: whoever waits when it falls silent is told so after both
/// together at the latest, which is less than three seconds.
const EVERY: Duration = Duration::from_millis(400);
const PATIENCE: Duration = Duration::from_secs(2);

/// By now the server would have ended any statement by itself, and the wait for a connection before it was over: this one
/// connection is lost, even though the server is there.
const LONGEST: Duration = Duration::from_secs(16);

/// The way to a server. Its clones share it; with the last of them it is closed.
#[derive(Clone)]
pub(crate) struct Line(Arc<Watch>);

struct Watch {
    is_gone: watch::Receiver<bool>,
    pools: Vec<Arc<ServerPool>>,
    watching: Mutex<Option<(oneshot::Sender<()>, JoinHandle<()>)>>,
}

impl Line {
    /// Watches over a server, and over the connections to it that are useless after it was gone.
    pub(super) fn watch(server: PgConnectOptions, pools: Vec<Arc<ServerPool>>, sessions: Arc<Sessions>) -> Self {
        let (tell, is_gone) = watch::channel(false);
        let (hang_up, hung_up) = oneshot::channel();
        let pulse = Pulse { server, connection: None };
        let watching = tokio::spawn(watch_over(pulse, pools.clone(), sessions, tell, hung_up));
        Self(Arc::new(Watch { is_gone, pools, watching: Mutex::new(Some((hang_up, watching))) }))
    }

    /// The answer to what is asked over this line, or [`Unreachable`]: at once while the server is gone, and as soon as that
    /// is noticed. What was asked is dropped half way then, and its connection is not used again.
    pub(crate) async fn answered<T, E: From<Unreachable>>(
        &self,
        asked: impl Future<Output = Result<T, E>>,
    ) -> Result<T, E> {
        let mut is_gone = self.0.is_gone.clone();
        tokio::select! {
            biased;
            Ok(_) = is_gone.wait_for(|is_gone| *is_gone) => Err(Unreachable.into()),
            answer = asked => answer,
            () = sleep(LONGEST) => {
                give_up(&self.0.pools);
                Err(Unreachable.into())
            }
        }
    }

    /// Watches no longer, and leaves no connection behind.
    pub(crate) async fn hang_up(&self) {
        let watching = self.0.watching.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some((hang_up, watching)) = watching {
            // It may have ended with its runtime.
            let _ = hang_up.send(());
            let _ = watching.await;
        }
    }
}

impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Line").field("is_gone", &*self.0.is_gone.borrow()).finish_non_exhaustive()
    }
}

/// One that was lost on the way must not be waited for when it is put back, and one that rested may be lost as well.
fn give_up(pools: &[Arc<ServerPool>]) {
    for pool in pools {
        pool.renew();
    }
}

async fn watch_over(
    mut pulse: Pulse,
    pools: Vec<Arc<ServerPool>>,
    sessions: Arc<Sessions>,
    tell: watch::Sender<bool>,
    mut hung_up: oneshot::Receiver<()>,
) {
    let mut lost = Vec::new();
    loop {
        let is_gone = tokio::select! {
            // Also when nobody holds the line any more.
            _ = &mut hung_up => break,
            is_gone = pulse.is_gone() => is_gone,
        };
        let was_gone = *tell.borrow();
        if is_gone && !was_gone {
            // Before anybody is told, and puts back what they have.
            give_up(&pools);
            lost = sessions.take();
        } else if was_gone && !is_gone {
            pulse.end_sessions(mem::take(&mut lost)).await;
        }
        tell.send_if_modified(|planned| mem::replace(planned, is_gone) != is_gone);
    }
    pulse.end().await;
}

/// Asks the server for a sign of life.
struct Pulse {
    server: PgConnectOptions,
    connection: Option<PgConnection>,
}

impl Pulse {
    /// Says so at the next look.
    async fn is_gone(&mut self) -> bool {
        sleep(EVERY).await;
        let asked = timeout(PATIENCE, self.ask()).await;
        if asked.is_err() {
            self.connection = None;
        }
        match asked {
            // Whatever else it says, it is there: it may have too many connections, and still serve those it has.
            Ok(answer) => matches!(answer, Err(SqlxError::Io(_))),
            Err(_) => true,
        }
    }

    /// A connection that broke says nothing of the server: that is asked over another.
    async fn ask(&mut self) -> Result<(), SqlxError> {
        if let Some(connection) = &mut self.connection
            && connection.ping().await.is_ok()
        {
            return Ok(());
        }
        self.connection = None;
        self.connection = Some(PgConnection::connect_with(&self.server).await?);
        Ok(())
    }

    /// Before there are others that would have to wait for them. Where that fails, the server ends them by itself, later.
    async fn end_sessions(&mut self, lost: Vec<Session>) {
        if let Some(connection) = &mut self.connection
            && !matches!(timeout(PATIENCE, backends::end(&lost, connection)).await, Ok(Ok(())))
        {
            self.connection = None;
        }
    }

    async fn end(self) {
        if let Some(connection) = self.connection {
            let _ = timeout(PATIENCE, connection.close()).await;
        }
    }
}

//! Pings a PostgreSQL server over a connection of its own.

use std::time::Duration;

use sea_orm::sqlx::postgres::PgConnectOptions;
use sea_orm::sqlx::{Connection, Error as SqlxError, PgConnection};
use tokio::time::{sleep, timeout};

use super::backends::{self, Backend};

/// How often the server is pinged, and how long the answer may take. Together less than three seconds, in which every request
/// must be answered.
const INTERVAL: Duration = Duration::from_millis(400);
const PING_TIMEOUT: Duration = Duration::from_secs(2);

pub(super) struct Probe {
    server: PgConnectOptions,
    connection: Option<PgConnection>,
}

impl Probe {
    pub(super) const fn new(server: PgConnectOptions) -> Self {
        Self { server, connection: None }
    }

    /// For logs: without user and password.
    pub(super) fn server_name(&self) -> String {
        let database = self.server.get_database().unwrap_or_default();
        format!("{}:{}/{database}", self.server.get_host(), self.server.get_port())
    }

    /// The result of the next ping.
    pub(super) async fn is_lost(&mut self) -> bool {
        sleep(INTERVAL).await;
        match timeout(PING_TIMEOUT, self.ping()).await {
            // Any other error is an answer: a server with too many connections still serves those it has.
            Ok(answer) => matches!(answer, Err(SqlxError::Io(_))),
            Err(_) => {
                self.connection = None;
                true
            }
        }
    }

    /// A broken connection says nothing of the server: it is asked over a new one.
    async fn ping(&mut self) -> Result<(), SqlxError> {
        if let Some(connection) = &mut self.connection
            && connection.ping().await.is_ok()
        {
            return Ok(());
        }
        self.connection = None;
        self.connection = Some(PgConnection::connect_with(&self.server).await?);
        Ok(())
    }

    /// Where this fails, the server ends them by itself, later.
    pub(super) async fn terminate(&mut self, lost: Vec<Backend>) {
        if let Some(connection) = &mut self.connection
            && !matches!(timeout(PING_TIMEOUT, backends::terminate(&lost, connection)).await, Ok(Ok(())))
        {
            self.connection = None;
        }
    }

    pub(super) async fn close(self) {
        if let Some(connection) = self.connection {
            let _closed = timeout(PING_TIMEOUT, connection.close()).await;
        }
    }
}

//! One running instance: the HTTP server, the mail worker and the housekeeping over one database. The executable and the black-box
//! tests start the same thing.

use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use actix_web::dev::{Server, ServerHandle};
use actix_web::{HttpServer, web};
use anyhow::Context;
use deskhand_domain::use_cases::UseCases;
use deskhand_http::{Desk, EventHub, InFlight, Limits, Places};
use deskhand_persistence::{Database, DatabaseOptions, LeaseClock};
use secrecy::ExposeSecret;
use tokio::runtime::Handle;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::{Instant, timeout, timeout_at};

use crate::bootstrap::{self, Credentials};
use crate::event_reader;
use crate::mail_worker::MailWorker;
use crate::maintenance::MaintenanceWorker;
use crate::process_stats::InstanceStats;
use crate::readiness::InstanceReadiness;
use crate::settings::{HttpSettings, Settings};
use crate::wiring::{self, Components, Overrides};

/// How long requests and letters under way may take when the instance is told to stop. Supervisors kill after 30 seconds.
const GRACE_SECONDS: u64 = 20;

/// How long the database may take after that.
const DATABASE_CLOSE_TIMEOUT: Duration = Duration::from_secs(3);

/// An instance that listens, but does not answer yet.
pub struct Application {
    listener: TcpListener,
    http: HttpSettings,
    components: Components,
    hold_mail: bool,
    limits: Limits,
    pub(crate) credentials: Option<Credentials>,
}

impl Application {
    /// Opens and migrates the database, makes the first superadmin where there is nobody, and takes the port.
    ///
    /// # Errors
    /// Says in plain words what is wrong with the settings, the database or the port.
    pub async fn build(settings: &Settings, overrides: &Overrides) -> anyhow::Result<Self> {
        let database = connect(settings, overrides).await?;
        for change in database.migrate_up().await.context("the database schema could not be brought up to date")? {
            tracing::info!(change, "schema changed");
        }
        let components = wiring::wire(settings, database, overrides).await?;
        let credentials = bootstrap::first_superadmin(&components.desk, &settings.bootstrap).await?;
        let (host, port) = (settings.http.host.as_str(), settings.http.port);
        let listener =
            TcpListener::bind((host, port)).with_context(|| format!("can't listen on {host}, port {port}"))?;
        Ok(Self {
            listener,
            http: settings.http.clone(),
            components,
            hold_mail: overrides.hold_mail,
            limits: wiring::limits(settings, overrides)?,
            credentials,
        })
    }

    /// The port that it listens on.
    ///
    /// # Errors
    /// The system's, where the socket is gone.
    pub fn port(&self) -> std::io::Result<u16> {
        Ok(self.listener.local_addr()?.port())
    }

    /// Begins to answer requests, to send mail and to keep house.
    ///
    /// # Errors
    /// The system's, where the socket is gone.
    pub fn start(self) -> std::io::Result<Running> {
        let port = self.port()?;
        let server = self.http_server()?;
        let (stop, stopped) = watch::channel(false);
        let worker = self.components.worker;
        let news = self.components.wake_signal.listen();
        let reader = tokio::spawn(event_reader::run(Arc::clone(&self.components.events), news, stopped.clone()));
        let mut loops = vec![("reader of events", reader)];
        let maintenance = self.components.maintenance;
        if !self.hold_mail {
            loops.push(("mail worker", tokio::spawn(worker.clone().run(stopped.clone()))));
            loops.push(("housekeeping", tokio::spawn(maintenance.clone().run(stopped))));
        }
        let handle = server.handle();
        Ok(Running {
            port,
            desk: self.components.desk,
            database: self.components.database,
            worker,
            maintenance,
            handle,
            server: tokio::spawn(server),
            loops,
            hub: self.components.events,
            stop,
        })
    }

    fn http_server(&self) -> std::io::Result<Server> {
        let readiness =
            InstanceReadiness { database: self.components.database.clone(), desk: self.components.desk.clone() };
        let desk = web::Data::new(Desk {
            use_cases: self.components.desk.clone(),
            readiness: Arc::new(readiness),
            events: Arc::clone(&self.components.events),
            public_url: self.http.public_url.clone(),
            body_timeout: self.http.body_timeout.unsigned_abs(),
            places: Places::new(
                self.http.requests_at_once,
                self.http.changes_at_once,
                self.http.wait_for_place.unsigned_abs(),
            ),
            in_flight: InFlight::default(),
            metrics: self.components.metrics.clone(),
            metrics_readers: self.http.metrics,
            vitals: Arc::new(InstanceStats { database: self.components.database.clone() }),
            limits: self.limits.clone(),
            units_of_work: Handle::current(),
        });
        let mut server = HttpServer::new(move || deskhand_http::app(desk.clone()))
            .client_request_timeout(self.http.head_timeout.unsigned_abs())
            .shutdown_timeout(GRACE_SECONDS)
            .disable_signals();
        if self.http.workers > 0 {
            server = server.workers(self.http.workers);
        }
        Ok(server.listen(self.listener.try_clone()?)?.run())
    }
}

pub(crate) async fn open_database(settings: &Settings) -> anyhow::Result<Database> {
    connect(settings, &Overrides::default()).await
}

async fn connect(settings: &Settings, overrides: &Overrides) -> anyhow::Result<Database> {
    // A test that moves the clock means the leases, too.
    let lease_clock = if overrides.clock.is_some() { LeaseClock::Caller } else { LeaseClock::Database };
    let options = DatabaseOptions { lease_clock, ..DatabaseOptions::default() };
    Database::connect(settings.database.url.expose_secret(), &options).await.map_err(|error| {
        match std::error::Error::source(&error) {
            Some(reason) => anyhow::anyhow!("the database can't be opened: {reason}"),
            None => anyhow::anyhow!("the database can't be opened: {error}"),
        }
    })
}

/// An instance at work.
pub struct Running {
    port: u16,
    desk: UseCases,
    database: Database,
    worker: MailWorker,
    maintenance: MaintenanceWorker,
    handle: ServerHandle,
    server: JoinHandle<std::io::Result<()>>,
    /// What works beside the HTTP server, by name.
    loops: Vec<(&'static str, JoinHandle<()>)>,
    hub: Arc<EventHub>,
    stop: watch::Sender<bool>,
}

impl Running {
    /// The port that it answers on.
    #[must_use]
    pub const fn port(&self) -> u16 {
        self.port
    }

    /// The help desk behind it.
    #[must_use]
    pub const fn desk(&self) -> &UseCases {
        &self.desk
    }

    /// The worker that sends its mail.
    #[must_use]
    pub const fn mail_worker(&self) -> &MailWorker {
        &self.worker
    }

    /// What it does by itself when the time has come.
    #[must_use]
    pub const fn maintenance(&self) -> &MaintenanceWorker {
        &self.maintenance
    }

    /// Waits until the HTTP server ends by itself, which only a fault makes it do.
    pub(crate) async fn server_ended(&mut self) {
        let _ = (&mut self.server).await;
    }

    /// Stops taking requests, finishes those under way and the letters under way, and lets the database go. What does not
    /// come to its end in time is left: a letter is sent again when its lease is over.
    ///
    /// # Errors
    /// Where a loop failed, or the database does not let go.
    pub async fn stop(self) -> anyhow::Result<()> {
        // First: a stream would be waited for as a request under way, and it has no end of its own.
        self.hub.close();
        // Nobody listens any more only where all of them have ended already.
        let _ = self.stop.send(true);
        let (_, ended) = tokio::join!(self.handle.stop(true), end(self.loops));
        ended?;
        match timeout(DATABASE_CLOSE_TIMEOUT, self.database.close()).await {
            Ok(closed) => closed.context("the database could not be closed"),
            Err(_) => {
                tracing::warn!("the database does not let go; it is left to itself");
                Ok(())
            }
        }
    }
}

/// Waits for each, but for no mail server that says nothing.
async fn end(loops: Vec<(&'static str, JoinHandle<()>)>) -> anyhow::Result<()> {
    let deadline = Instant::now() + Duration::from_secs(GRACE_SECONDS);
    for (name, mut task) in loops {
        match timeout_at(deadline, &mut task).await {
            Ok(ended) => ended.with_context(|| format!("the {name} failed"))?,
            Err(_) => {
                tracing::warn!("the {name} does not come to its end; it is left as it is");
                task.abort();
            }
        }
    }
    Ok(())
}

//! Builds and starts one instance: the HTTP server and the background loops over one database. The program and the
//! black-box tests start the same thing.

use std::net::TcpListener;
use std::sync::Arc;

use actix_web::dev::Server;
use actix_web::{HttpServer, web};
use anyhow::Context;
use deskhand_http_core::admission::ConcurrencyLimit;
use deskhand_http_core::rate_limit::Limits;
use deskhand_http_core::{AppState, InFlightRequests};
use tokio::runtime::Handle;
use tokio::sync::watch;

use crate::bootstrap::{self, Credentials};
use crate::database::open_migrated;
use crate::event_reader;
use crate::process_stats::InstanceStats;
use crate::readiness::InstanceReadiness;
use crate::running::{GRACE_SECONDS, Running};
use crate::settings::{HttpSettings, Settings};
use crate::wiring::{self, Components, Overrides};

/// An instance that has bound its port, but does not answer requests yet.
pub struct Application {
    listener: TcpListener,
    http: HttpSettings,
    components: Components,
    hold_mail: bool,
    limits: Limits,
    cors_origins: Vec<String>,
    pub(crate) credentials: Option<Credentials>,
}

impl Application {
    /// Opens and migrates the database, creates the first superadmin if there are no users, and binds the port.
    ///
    /// # Errors
    /// Says what is wrong with the settings, the database or the port.
    pub async fn build(settings: &Settings, overrides: &Overrides) -> anyhow::Result<Self> {
        let database = open_migrated(settings, overrides).await?;
        let components = wiring::wire(settings, database, overrides).await?;
        let credentials = bootstrap::first_superadmin(&components.desk, &settings.bootstrap).await?;
        let (host, port) = (settings.http.host.as_str(), settings.http.port);
        let listener = TcpListener::bind((host, port))
            .with_context(|| format!("can't listen on {host}, port {port}; check http.host and http.port"))?;
        Ok(Self {
            listener,
            http: settings.http.clone(),
            components,
            hold_mail: overrides.hold_mail,
            limits: wiring::limits(settings, overrides)?,
            cors_origins: wiring::cors_origins(settings)?,
            credentials,
        })
    }

    /// The port that it listens on.
    ///
    /// # Errors
    /// The system's error if the socket is gone.
    pub fn port(&self) -> std::io::Result<u16> {
        Ok(self.listener.local_addr()?.port())
    }

    /// Starts the HTTP server and the background loops.
    ///
    /// # Errors
    /// The system's error if the socket is gone.
    pub fn start(self) -> std::io::Result<Running> {
        let port = self.port()?;
        let server = self.http_server()?;
        let (stop, stopped) = watch::channel(false);
        let worker = self.components.worker;
        let changes = self.components.wake_signal.subscribe();
        let reader = tokio::spawn(event_reader::run(Arc::clone(&self.components.events), changes, stopped.clone()));
        let mut loops = vec![("event reader", reader)];
        let maintenance = self.components.maintenance;
        if !self.hold_mail {
            loops.push(("mail worker", tokio::spawn(worker.clone().run(stopped.clone()))));
            loops.push(("maintenance", tokio::spawn(maintenance.clone().run(stopped))));
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
        deskhand_http::check_routes().map_err(std::io::Error::other)?;
        let readiness = InstanceReadiness {
            database: self.components.database.clone(),
            desk: self.components.desk.clone(),
            metrics: self.components.metrics.clone(),
        };
        let state = web::Data::new(AppState {
            use_cases: self.components.desk.clone(),
            readiness: Arc::new(readiness),
            events: Arc::clone(&self.components.events),
            public_url: self.http.public_url.clone(),
            cors_origins: self.cors_origins.clone(),
            body_timeout: self.http.body_timeout.unsigned_abs(),
            concurrency: ConcurrencyLimit::new(
                self.http.requests_at_once,
                self.http.changes_at_once,
                self.http.wait_for_place.unsigned_abs(),
            ),
            in_flight: InFlightRequests::default(),
            metrics: self.components.metrics.clone(),
            metrics_readers: self.http.metrics,
            process_stats: Arc::new(InstanceStats { database: self.components.database.clone() }),
            limits: self.limits.clone(),
            change_runtime: Handle::current(),
        });
        let mut server = HttpServer::new(move || deskhand_http::app(state.clone()))
            .client_request_timeout(self.http.head_timeout.unsigned_abs())
            .shutdown_timeout(GRACE_SECONDS)
            .disable_signals();
        if self.http.workers > 0 {
            server = server.workers(self.http.workers);
        }
        Ok(server.listen(self.listener.try_clone()?)?.run())
    }
}

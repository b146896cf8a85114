//! Builds and starts one instance: the HTTP server and the background loops over one database. The program and the
//! black-box tests start the same thing.

use std::net::TcpListener;
use std::num::NonZeroUsize;
use std::sync::Arc;
use std::time::Duration;

use actix_web::dev::Server;
use actix_web::web;
use deskhand_domain::people::Username;
use deskhand_http_core::admission::ConcurrencyLimit;
use deskhand_http_core::connections::{ConnectionCounter, Listening, listen};
use deskhand_http_core::rate_limit::Limits;
use deskhand_http_core::{AppState, InFlightRequests};
use tokio::runtime::Handle;
use tokio::sync::watch;

use crate::app::app;
use crate::bootstrap::{self, Credentials};
use crate::event_reader;
use crate::overrides::Overrides;
use crate::process_stats::InstanceStats;
use crate::readiness::InstanceReadiness;
use crate::running::{GRACE_SECONDS, Running};
use crate::security_report;
use crate::settings::{HttpSettings, Settings, SettingsError};
use crate::start::desk::open_desk;
use crate::start::port::{take_lmtp, take_port};
use crate::transports::Transports;
use crate::wiring::{self, Components};

/// An instance that has bound its port, but does not answer requests yet.
pub struct Application {
    listener: TcpListener,
    http: HttpSettings,
    upload_timeout: Duration,
    components: Components,
    transports: Transports,
    hold_mail: bool,
    limits: Limits,
    cors_origins: Vec<String>,
    security_txt: Option<String>,
    connections: ConnectionCounter,
    pub(crate) credentials: Option<Credentials>,
}

impl Application {
    /// Takes the port, opens and migrates the database, and creates the first superadmin if there are no users. What can be
    /// refused is refused before anything is made.
    ///
    /// # Errors
    /// Says what is wrong with the settings, the port, the files, the secret or the database, and what to do.
    pub async fn build(settings: &Settings, overrides: &Overrides) -> anyhow::Result<Self> {
        let listener = take_port(&settings.http)?;
        let lmtp = settings.mail.incoming.lmtp_address().map_err(SettingsError::from)?;
        let lmtp = take_lmtp(lmtp.as_ref()).await?;
        let connections = settings.http.connection_counter().map_err(SettingsError::from)?;
        let cors_origins = settings.http.allowed_origins().map_err(SettingsError::from)?;
        let desk = open_desk(settings, overrides).await?;
        let components = wiring::wire(settings, desk, overrides)?;
        let (desk, metrics) = (&components.desk, &components.metrics);
        let transports = Transports::new(&settings.mail, lmtp, desk, &*components.ports.ids, metrics)?;
        let credentials = bootstrap::first_superadmin(&components.desk, &settings.bootstrap).await?;
        Ok(Self {
            listener,
            http: settings.http.clone(),
            upload_timeout: settings.files.upload_timeout.unsigned_abs(),
            components,
            transports,
            hold_mail: overrides.hold_mail,
            limits: wiring::limits(settings, overrides)?,
            cors_origins,
            security_txt: settings.security_txt(),
            connections,
            credentials,
        })
    }

    /// A superadmin, if none of them has ever signed in.
    pub(crate) async fn unused_superadmin(&self) -> anyhow::Result<Option<Username>> {
        Ok(self.components.desk.users().unused_superadmin().await?)
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
        let refusals = tokio::spawn(security_report::store_refusals(self.components.desk.clone(), stopped.clone()));
        let mut loops = vec![("event reader", reader), ("security log", refusals)];
        let lmtp_address = self.transports.lmtp_address();
        loops.extend(self.transports.start(&stopped));
        let (intake, maintenance) = (self.components.intake, self.components.maintenance);
        let webhooks = self.components.webhooks;
        if !self.hold_mail {
            loops.push(("mail worker", tokio::spawn(worker.clone().run(stopped.clone()))));
            loops.push(("intake worker", tokio::spawn(intake.clone().run(stopped.clone()))));
            loops.push(("webhook worker", tokio::spawn(webhooks.clone().run(stopped.clone()))));
            loops.push(("maintenance", tokio::spawn(maintenance.clone().run(stopped))));
        }
        let handle = server.handle();
        Ok(Running {
            port,
            lmtp_address,
            desk: self.components.desk,
            database: self.components.database,
            worker,
            intake,
            webhooks,
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
            security_txt: self.security_txt.clone(),
            upload_timeout: self.upload_timeout,
            body_timeout: self.http.body_timeout.unsigned_abs(),
            concurrency: ConcurrencyLimit::new(self.http.slots(), self.http.wait_for_place.unsigned_abs()),
            in_flight: InFlightRequests::default(),
            metrics: self.components.metrics.clone(),
            metrics_readers: self.http.metrics,
            process_stats: Arc::new(InstanceStats { database: self.components.database.clone() }),
            limits: self.limits.clone(),
            change_runtime: Handle::current(),
        });
        let listening = Listening {
            workers: match self.http.workers {
                0 => std::thread::available_parallelism().map_or(2, NonZeroUsize::get),
                workers => workers,
            },
            grace: Duration::from_secs(GRACE_SECONDS),
            limits: self.http.connection_limits(),
            counter: self.connections.clone(),
            metrics: self.components.metrics.clone(),
            ids: Arc::clone(&self.components.ports.ids),
        };
        listen(move || app(state.clone()), self.listener.try_clone()?, listening)
    }
}

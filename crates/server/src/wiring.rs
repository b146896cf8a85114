//! The composition root: builds the adapters from the settings and connects them to the use cases. Only this file names
//! the adapter behind each port.

use std::sync::Arc;

use anyhow::Context;
use deskhand_auth::{BcryptHasher, HasherError, HashingSettings, JwtAccessTokens, RandomSecrets};
use deskhand_domain::ports::{Clock, Notifier, PasswordHasher};
use deskhand_domain::use_cases::{DeliveryRules, Ports, Rules, UseCases};
use deskhand_email::{EmlNotifier, Hello, Letterhead, PublicUrl, Sender, SmtpNotifier, SmtpSettings, TicketUrl};
use deskhand_http_core::metrics::Metrics;
use deskhand_http_core::rate_limit::{Limits, MonotonicClock, TrustedProxies};
use deskhand_http_core::streaming::{EventHub, EventTiming};
use deskhand_persistence::Database;
use deskhand_system::{SystemClock, UuidV7Ids};
use secrecy::ExposeSecret;
use url::Url;

use crate::mail_worker::MailWorker;
use crate::maintenance::MaintenanceWorker;
use crate::secret_file::master_secret;
use crate::settings::{MailSettings, Settings, SettingsError};
use crate::system::{SystemSleeper, WakeSignal};

/// Replacements for tests.
#[derive(Clone, Default)]
pub struct Overrides {
    /// A clock that the test moves.
    pub clock: Option<Arc<dyn Clock>>,
    /// Whether the background loops are off. The test then calls [`MailWorker::drain`] and
    /// [`MaintenanceWorker::run_once`].
    pub hold_mail: bool,
    /// The intervals and timeouts of open streams.
    pub event_timing: Option<EventTiming>,
}

/// The parts of a running instance.
pub(crate) struct Components {
    pub(crate) database: Database,
    pub(crate) desk: UseCases,
    pub(crate) ports: Ports,
    pub(crate) worker: MailWorker,
    pub(crate) maintenance: MaintenanceWorker,
    pub(crate) metrics: Metrics,
    pub(crate) events: Arc<EventHub>,
    pub(crate) wake_signal: WakeSignal,
}

/// Builds all parts over `database`, which must be migrated already.
pub(crate) async fn wire(settings: &Settings, database: Database, overrides: &Overrides) -> anyhow::Result<Components> {
    let secret = master_secret(&settings.auth)?;
    let hashing = HashingSettings { cost: settings.auth.bcrypt_cost, ..HashingSettings::default() };
    let hasher = BcryptHasher::new(&secret.pepper(), hashing).map_err(|error| match error {
        HasherError::CostOutOfRange(_) => SettingsError(format!("auth.bcrypt_cost: {error}")).into(),
        HasherError::NoThreads(_) => anyhow::Error::from(error),
    })?;
    let passwords: Arc<dyn PasswordHasher> = Arc::new(hasher);
    let wake_signal = WakeSignal::default();
    let ports = Ports {
        storage: Arc::new(database.clone()),
        tickets: Arc::new(database.clone()),
        people: Arc::new(database.clone()),
        reports: Arc::new(database.clone()),
        events: Arc::new(database.clone()),
        sessions: Arc::new(database.clone()),
        api_keys: Arc::new(database.clone()),
        mail: Arc::new(database.clone()),
        clock: overrides.clock.clone().unwrap_or_else(|| Arc::new(SystemClock)),
        ids: Arc::new(UuidV7Ids),
        passwords,
        tokens: Arc::new(JwtAccessTokens::new(&secret.signing_key(), &settings.http.public_url)),
        secrets: Arc::new(RandomSecrets::new(secret.links_key())),
        signal: Arc::new(wake_signal.clone()),
        sleeper: Arc::new(SystemSleeper),
    };
    let desk = UseCases::new(ports.clone(), rules(settings));
    let metrics = Metrics::new(desk.clock().now()).context("the metrics can't be set up")?;
    let worker = MailWorker {
        desk: desk.clone(),
        metrics: metrics.clone(),
        notifier: notifier(settings)?,
        rules: DeliveryRules { lease: settings.mail.lease, ..DeliveryRules::default() },
        concurrency: settings.mail.concurrency.max(1),
        poll_interval: settings.mail.poll_interval.unsigned_abs(),
        wake_signal: wake_signal.clone(),
    };
    let maintenance = MaintenanceWorker {
        desk: desk.clone(),
        retention: settings.upkeep.retention(),
        interval: settings.upkeep.sweep_interval.unsigned_abs(),
    };
    let events = EventHub::new(desk.clone(), overrides.event_timing.unwrap_or_default(), deskhand_http::encode_event);
    Ok(Components { database, desk, ports, worker, maintenance, metrics, events, wake_signal })
}

pub(crate) fn rules(settings: &Settings) -> Rules {
    Rules {
        workflow: settings.workflow.clone().into(),
        access_token_lifetime: settings.auth.access_token_lifetime,
        refresh_token_lifetime: settings.auth.refresh_token_lifetime,
        letters: settings.limits.letters(),
        send_notices: true,
    }
}

/// The rate limits. They measure time with the monotonic clock of the system, or with the clock of a test.
pub(crate) fn limits(settings: &Settings, overrides: &Overrides) -> Result<Limits, SettingsError> {
    let http = &settings.http;
    let proxies = TrustedProxies::parse(&http.trusted_proxies, http.forwarded_header.into())
        .map_err(|text| SettingsError(format!("http.trusted_proxies: {text:?} is neither an address nor a network")))?;
    let ticks = overrides.clock.clone().map_or_else(MonotonicClock::steady, MonotonicClock::of);
    Ok(if settings.limits.enabled { Limits::new(&settings.limits.rates(), proxies, &ticks) } else { Limits::off() })
}

/// The origins whose scripts may call the API, each as a browser writes it.
pub(crate) fn cors_origins(settings: &Settings) -> Result<Vec<String>, SettingsError> {
    let origins = &settings.http.cors_origins;
    let is_origin = |text: &&String| Url::parse(text).is_ok_and(|url| url.origin().ascii_serialization() == **text);
    match origins.iter().find(|text| !is_origin(text) || *text == "null") {
        Some(text) => Err(SettingsError(format!(
            "http.cors_origins (DESKHAND__HTTP__CORS_ORIGINS): {text:?} is no origin such as https://intranet.example.com"
        ))),
        None => Ok(origins.clone()),
    }
}

/// Sends by SMTP if a server is configured, else writes `.eml` files.
fn notifier(settings: &Settings) -> Result<Arc<dyn Notifier>, SettingsError> {
    let letterhead = letterhead(settings)?;
    Ok(match smtp_settings(&settings.mail, &letterhead)? {
        Some(smtp) => Arc::new(SmtpNotifier::new(letterhead, smtp)),
        None => Arc::new(EmlNotifier::new(letterhead, &settings.mail.directory)),
    })
}

pub(crate) fn letterhead(settings: &Settings) -> Result<Letterhead, SettingsError> {
    let from = Sender::parse(&settings.mail.from).map_err(|error| SettingsError(format!("mail.from: {error}")))?;
    let public_url = PublicUrl::parse(&settings.http.public_url)
        .map_err(|error| SettingsError(format!("http.public_url: {error}")))?;
    let ticket_url = match settings.mail.ticket_url.as_str() {
        "" => TicketUrl::below(&public_url),
        text => TicketUrl::parse(text).map_err(|error| SettingsError(format!("mail.ticket_url: {error}")))?,
    };
    Ok(Letterhead { from, public_url, ticket_url })
}

/// The name with which we greet the mail server.
fn hello(settings: &MailSettings, letterhead: &Letterhead) -> Result<Hello, SettingsError> {
    match settings.hello.as_str() {
        "" => Ok(Hello::of(&letterhead.public_url, &letterhead.from)),
        text => Hello::parse(text).map_err(|error| SettingsError(format!("mail.hello: {error}"))),
    }
}

pub(crate) fn smtp_settings(
    settings: &MailSettings,
    letterhead: &Letterhead,
) -> Result<Option<SmtpSettings>, SettingsError> {
    let hello = hello(settings, letterhead)?;
    let url = settings.smtp_url.expose_secret();
    if url.is_empty() {
        return Ok(None);
    }
    let smtp = SmtpSettings::parse(url).map_err(|error| SettingsError(format!("mail.smtp_url: {error}")))?;
    let smtp = smtp.with_hello(hello);
    if settings.ca_file.as_os_str().is_empty() {
        return Ok(Some(smtp));
    }
    let file = settings.ca_file.display();
    let pem = std::fs::read(&settings.ca_file)
        .map_err(|error| SettingsError(format!("mail.ca_file: {file} can't be read: {error}")))?;
    smtp.with_certificates(&pem).map(Some).map_err(|error| SettingsError(format!("mail.ca_file: {file}: {error}")))
}

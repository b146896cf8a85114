//! The composition root: builds the adapters from the settings and connects them to the use cases. Only this file names
//! the adapter behind each port.

use std::sync::Arc;

use anyhow::Context;
use deskhand_auth::{
    BcryptHasher, HashingSettings, HmacSigner, JwtAccessTokens, RandomSecrets, TotpCodes, ZxcvbnStrength,
};
use deskhand_domain::incoming::IntakeRetries;
use deskhand_domain::ports::{BlobStore, Notifier, PasswordHasher, PresenceBoard};
use deskhand_domain::use_cases::{DeliveryRules, Ports, UseCases};
use deskhand_email::{Composer, EmlNotifier, Letterhead, SmtpNotifier};
use deskhand_files::FolderBlobs;
use deskhand_http::JsonPayloads;
use deskhand_http_core::metrics::Metrics;
use deskhand_http_core::rate_limit::{Limits, MonotonicClock};
use deskhand_http_core::streaming::EventHub;
use deskhand_memory::MemoryPresence;
use deskhand_mime::MimeReader;
use deskhand_persistence::{Database, database_file};
use deskhand_system::{SystemClock, UuidV7Ids};
use deskhand_webhooks::HttpSender;
use secrecy::ExposeSecret as _;

use crate::intake_worker::IntakeWorker;
use crate::mail_worker::MailWorker;
use crate::maintenance::MaintenanceWorker;
use crate::overrides::Overrides;
use crate::security_report::LogReporter;
use crate::settings::{FileStore, Settings, SettingsError};
use crate::start::desk::OpenDesk;
use crate::system::{SystemSleeper, WakeSignal};
use crate::webhook_worker::WebhookWorker;

/// The parts of a running instance.
pub(crate) struct Components {
    pub(crate) database: Database,
    pub(crate) desk: UseCases,
    pub(crate) ports: Ports,
    pub(crate) worker: MailWorker,
    pub(crate) intake: IntakeWorker,
    pub(crate) webhooks: WebhookWorker,
    pub(crate) maintenance: MaintenanceWorker,
    pub(crate) metrics: Metrics,
    pub(crate) events: Arc<EventHub>,
    pub(crate) wake_signal: WakeSignal,
}

/// Builds all parts over an open desk.
pub(crate) fn wire(settings: &Settings, desk: OpenDesk, overrides: &Overrides) -> anyhow::Result<Components> {
    let OpenDesk { database, secret } = desk;
    let hashing = HashingSettings { cost: settings.auth.bcrypt_cost, ..HashingSettings::default() };
    let hasher = BcryptHasher::new(&secret.pepper(), hashing).context("passwords can't be hashed")?;
    let passwords: Arc<dyn PasswordHasher> = Arc::new(hasher);
    let wake_signal = WakeSignal::default();
    let blobs: Arc<dyn BlobStore> = match settings.file_store() {
        FileStore::Folder(folder) => Arc::new(FolderBlobs::new(folder)),
        FileStore::Database => Arc::new(database.clone()),
    };
    // A file has one instance, which need not write what is worth nothing after a minute.
    let presence: Arc<dyn PresenceBoard> = match database_file(settings.database.url.expose_secret()) {
        Some(_) => Arc::new(MemoryPresence::default()),
        None => Arc::new(database.clone()),
    };
    let ports = Ports {
        storage: Arc::new(database.clone()),
        tickets: Arc::new(database.clone()),
        people: Arc::new(database.clone()),
        reports: Arc::new(database.clone()),
        events: Arc::new(database.clone()),
        sessions: Arc::new(database.clone()),
        api_keys: Arc::new(database.clone()),
        mail: Arc::new(database.clone()),
        security: Arc::new(database.clone()),
        attachments: Arc::new(database.clone()),
        blobs,
        intake: Arc::new(database.clone()),
        drafts: Arc::new(database.clone()),
        presence,
        saved_views: Arc::new(database.clone()),
        transfer: Arc::new(database.clone()),
        webhooks: Arc::new(database.clone()),
        webhook_payloads: Arc::new(JsonPayloads),
        webhook_signer: Arc::new(HmacSigner::new(secret.webhooks_key())),
        mail_reader: Arc::new(MimeReader::new(settings.mail.incoming.most_bytes())),
        security_reporter: Arc::new(LogReporter),
        clock: overrides.clock.clone().unwrap_or_else(|| Arc::new(SystemClock)),
        ids: Arc::new(UuidV7Ids),
        passwords,
        strength: Arc::new(ZxcvbnStrength),
        tokens: Arc::new(JwtAccessTokens::new(&secret.signing_key(), &settings.http.public_url)),
        secrets: Arc::new(RandomSecrets::new(secret.links_key(), secret.fingerprints_key())),
        one_time_codes: Arc::new(TotpCodes::new(secret.second_factors_key(), &issuer(settings))),
        signal: Arc::new(wake_signal.clone()),
        sleeper: Arc::new(SystemSleeper),
    };
    let desk = UseCases::new(ports.clone(), settings.rules());
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
    let intake = IntakeWorker {
        desk: desk.clone(),
        retries: intake_retries(settings),
        poll_interval: worker.poll_interval,
        wake_signal: wake_signal.clone(),
        metrics: metrics.clone(),
    };
    let webhooks = webhook_worker(settings, &worker)?;
    let maintenance = MaintenanceWorker {
        desk: desk.clone(),
        metrics: metrics.clone(),
        retention: settings.upkeep.retention(),
        interval: settings.upkeep.sweep_interval.unsigned_abs(),
    };
    let events = EventHub::new(desk.clone(), overrides.event_timing.unwrap_or_default(), deskhand_http::encode_event);
    Ok(Components { database, desk, ports, worker, intake, webhooks, maintenance, metrics, events, wake_signal })
}

/// The longest time that an event waits which another instance stored.
const WEBHOOK_POLL: std::time::Duration = std::time::Duration::from_secs(1);

fn webhook_worker(settings: &Settings, mail: &MailWorker) -> anyhow::Result<WebhookWorker> {
    let sender = HttpSender::new(settings.webhooks.timeout.unsigned_abs(), settings.webhooks.allow_private);
    Ok(WebhookWorker {
        desk: mail.desk.clone(),
        sender: Arc::new(sender.context("webhooks can't be sent over TLS")?),
        poll_interval: mail.poll_interval.min(WEBHOOK_POLL),
        wake_signal: mail.wake_signal.clone(),
        metrics: mail.metrics.clone(),
    })
}

/// A lease longer than that of letters would only keep a mail waiting after the end of its worker.
fn intake_retries(settings: &Settings) -> IntakeRetries {
    let retries = IntakeRetries::default();
    IntakeRetries { lease: retries.lease.min(settings.mail.lease), ..retries }
}

/// What authenticator apps call this desk: the name in `mail.from`, else the host of `http.public_url`.
fn issuer(settings: &Settings) -> String {
    settings.desk_names().into_iter().next().unwrap_or_default()
}

/// The rate limits. They measure time with the monotonic clock of the system, or with the clock of a test.
pub(crate) fn limits(settings: &Settings, overrides: &Overrides) -> Result<Limits, SettingsError> {
    let proxies = settings.http.proxies()?;
    let clock = overrides.clock.clone().map_or_else(MonotonicClock::steady, MonotonicClock::of);
    Ok(if settings.limits.enabled { Limits::new(&settings.limits.rates(), proxies, &clock) } else { Limits::off() })
}

/// Sends by SMTP if a server is configured, else writes `.eml` files.
fn notifier(settings: &Settings) -> Result<Arc<dyn Notifier>, SettingsError> {
    let composer = composer(settings)?;
    Ok(match settings.mail.smtp(&composer.letterhead)? {
        Some(smtp) => Arc::new(SmtpNotifier::new(composer, smtp)),
        None => Arc::new(EmlNotifier::new(composer, &settings.mail.directory)),
    })
}

/// Makes the messages: sender, links and templates.
pub(crate) fn composer(settings: &Settings) -> Result<Composer, SettingsError> {
    let public_url = settings.http.links_base()?;
    let ticket_url = settings.mail.ticket_url(&public_url)?;
    let letterhead = Letterhead { from: settings.mail.sender()?, public_url, ticket_url };
    Ok(Composer { letterhead, templates: settings.mail.letter_templates()? })
}

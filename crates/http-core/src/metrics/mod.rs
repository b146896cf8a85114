//! The metrics of the program. No label holds an id, a name or a requested path: the number of time series depends on the program, and
//! not on its callers.

mod open_gauge;
mod readers;
mod snapshot;

use std::time::Duration;

use deskhand_domain::incoming::Transport;
use deskhand_domain::ports::FileUsage;
use deskhand_domain::use_cases::{DeliveryOutcome, DeliveryTry, Error, SignInRefusal};
use prometheus::{
    Gauge, HistogramOpts, HistogramVec, IntCounter, IntCounterVec, IntGauge, IntGaugeVec, Opts, Registry, TextEncoder,
};
use time::OffsetDateTime;

pub use open_gauge::OpenGauge;
pub use readers::MetricsReaders;
use snapshot::gauges;
pub use snapshot::{PoolState, ProcessStats, Snapshot};

/// The counters of one instance. Clones share them.
#[derive(Clone)]
pub struct Metrics {
    registry: Registry,
    requests: IntCounterVec,
    durations: HistogramVec,
    sign_ins_refused: IntCounterVec,
    tickets_opened: IntCounter,
    messages_posted: IntCounter,
    mails: IntCounterVec,
    mail_refused: IntGauge,
    webhooks: IntCounterVec,
    mails_in: IntCounterVec,
    mails_in_settled: IntCounterVec,
    files_bytes: IntGauge,
    files_orphans: IntGauge,
    imap_connected: IntGauge,
    imap_last_success: Gauge,
    open_streams: IntGaugeVec,
    open_connections: IntGauge,
    connections_cut_off: IntCounterVec,
}

impl Metrics {
    /// All counters at zero, for a program that started at `started`.
    ///
    /// # Errors
    /// Where a metric cannot be registered, which only a fault in this file can cause.
    pub fn new(started: OffsetDateTime) -> Result<Self, prometheus::Error> {
        let counters = |name: &str, help: &str, labels: &[&str]| IntCounterVec::new(Opts::new(name, help), labels);
        let requests = "Requests answered, by route, method and class of status.";
        let durations = HistogramOpts::new(
            "deskhand_http_request_duration_seconds",
            "Time until an answer began, by route and method.",
        );
        let open_streams = Opts::new("deskhand_open_streams", "Answers that are being streamed, by kind.");
        let open_connections = Opts::new("deskhand_open_connections", "Connections of clients.");
        let cut_off = "Connections that were ended early or refused, by reason.";
        let metrics = Self {
            registry: Registry::new(),
            requests: counters("deskhand_http_requests_total", requests, &["route", "method", "status"])?,
            durations: HistogramVec::new(durations, &["route", "method"])?,
            sign_ins_refused: counters("deskhand_sign_ins_refused_total", "Sign-ins refused, by reason.", &["reason"])?,
            tickets_opened: IntCounter::new("deskhand_tickets_opened_total", "Tickets opened.")?,
            messages_posted: IntCounter::new("deskhand_messages_posted_total", "Messages posted, notes included.")?,
            mails: counters("deskhand_mails_total", "Tries to send a mail, by what came of them.", &["outcome"])?,
            mail_refused: IntGauge::new(
                "deskhand_mail_refused",
                "1 while the mail server refuses every mail, else 0.",
            )?,
            webhooks: counters(
                "deskhand_webhook_deliveries_total",
                "Tries to send an event to a webhook, by what came of them.",
                &["outcome"],
            )?,
            mails_in: counters("deskhand_mail_in_received_total", "Mails taken in, by how they came.", &["transport"])?,
            mails_in_settled: counters(
                "deskhand_mail_in_settled_total",
                "Mails that came in, by what became of them.",
                &["verdict"],
            )?,
            files_bytes: IntGauge::new("deskhand_files_bytes", "Bytes of all stored files, each content once.")?,
            files_orphans: IntGauge::new("deskhand_files_orphans", "Stored contents that no message has.")?,
            imap_connected: IntGauge::new(
                "deskhand_imap_connected",
                "1 while this instance is signed in to the mailbox, else 0.",
            )?,
            imap_last_success: Gauge::new(
                "deskhand_imap_last_success_seconds",
                "When this instance last read the mailbox to its end, in seconds since 1970; 0 if never.",
            )?,
            open_streams: IntGaugeVec::new(open_streams, &["kind"])?,
            open_connections: IntGauge::with_opts(open_connections)?,
            connections_cut_off: counters("deskhand_connections_cut_off_total", cut_off, &["reason"])?,
        };
        metrics.register(started)?;
        Ok(metrics)
    }

    fn register(&self, started: OffsetDateTime) -> Result<(), prometheus::Error> {
        self.registry.register(Box::new(self.requests.clone()))?;
        self.registry.register(Box::new(self.durations.clone()))?;
        self.registry.register(Box::new(self.sign_ins_refused.clone()))?;
        self.registry.register(Box::new(self.tickets_opened.clone()))?;
        self.registry.register(Box::new(self.messages_posted.clone()))?;
        self.registry.register(Box::new(self.mails.clone()))?;
        self.registry.register(Box::new(self.mail_refused.clone()))?;
        self.registry.register(Box::new(self.webhooks.clone()))?;
        self.registry.register(Box::new(self.mails_in.clone()))?;
        self.registry.register(Box::new(self.mails_in_settled.clone()))?;
        self.registry.register(Box::new(self.files_bytes.clone()))?;
        self.registry.register(Box::new(self.files_orphans.clone()))?;
        self.registry.register(Box::new(self.imap_connected.clone()))?;
        self.registry.register(Box::new(self.imap_last_success.clone()))?;
        self.registry.register(Box::new(self.open_streams.clone()))?;
        self.registry.register(Box::new(self.open_connections.clone()))?;
        self.registry.register(Box::new(self.connections_cut_off.clone()))?;
        let start = Gauge::new("process_start_time_seconds", "When the program started, in seconds since 1970.")?;
        start.set((started - OffsetDateTime::UNIX_EPOCH).as_seconds_f64());
        self.registry.register(Box::new(start))?;
        let build = Opts::new("deskhand_build_info", "Always 1; the label tells the version.");
        let build = Gauge::with_opts(build.const_label("version", env!("CARGO_PKG_VERSION")))?;
        build.set(1.0);
        self.registry.register(Box::new(build))?;
        // Present from the start, so that the first refusal is an increase and not a new series.
        for reason in REASONS {
            self.sign_ins_refused.with_label_values(&[reason]);
        }
        for reason in CUT_OFF {
            self.connections_cut_off.with_label_values(&[reason]);
        }
        for outcome in ["sent", "retried", "refused", "over_budget", "dead", "dropped"] {
            self.mails.with_label_values(&[outcome]);
        }
        for outcome in ["delivered", "retried", "dead"] {
            self.webhooks.with_label_values(&[outcome]);
        }
        Ok(())
    }

    pub fn request_answered(&self, route: &str, method: &str, status: &str, time: Duration) {
        self.requests.with_label_values(&[route, method, status]).inc();
        self.durations.with_label_values(&[route, method]).observe(time.as_secs_f64());
    }

    /// Counts a refused sign-in. Other failures of a sign-in count among the requests.
    pub fn sign_in_refused(&self, error: &Error) {
        if let Error::SignIn(refusal) = error {
            self.sign_ins_refused.with_label_values(&[reason(*refusal)]).inc();
        }
    }

    /// Counts a try to send an event to a webhook.
    pub fn webhook_tried(&self, outcome: &DeliveryTry) {
        let outcome = match outcome {
            DeliveryTry::Delivered => "delivered",
            DeliveryTry::Retried { .. } => "retried",
            DeliveryTry::GivenUp { .. } => "dead",
            DeliveryTry::Superseded => return,
        };
        self.webhooks.with_label_values(&[outcome]).inc();
    }

    /// Counts an opened ticket; dry runs and replayed requests are none.
    pub fn ticket_opened(&self) {
        self.tickets_opened.inc();
    }

    /// Counts a posted message.
    pub fn message_posted(&self) {
        self.messages_posted.inc();
    }

    /// Notes how much is stored, as it was measured last.
    pub fn files_stored(&self, usage: FileUsage) {
        self.files_bytes.set(i64::try_from(usage.bytes).unwrap_or(i64::MAX));
        self.files_orphans.set(i64::try_from(usage.orphans).unwrap_or(i64::MAX));
    }

    /// Counts an attempt to send a mail.
    pub fn mail_tried(&self, outcome: &DeliveryOutcome) {
        let outcome = match outcome {
            DeliveryOutcome::Sent { .. } => "sent",
            DeliveryOutcome::Retry { .. } | DeliveryOutcome::StoreFailed { .. } => "retried",
            DeliveryOutcome::Refused { .. } => "refused",
            DeliveryOutcome::OverBudget { .. } => "over_budget",
            DeliveryOutcome::Dead { .. } => "dead",
            DeliveryOutcome::Dropped { .. } => "dropped",
            // The worker that holds the lease by now counts it.
            DeliveryOutcome::Superseded => return,
        };
        self.mails.with_label_values(&[outcome]).inc();
        match outcome {
            "refused" => self.mail_refused.set(1),
            "sent" | "dead" => self.mail_refused.set(0),
            _ => {}
        }
    }

    /// Counts a mail that was taken in.
    pub fn mail_in_received(&self, transport: Transport) {
        self.mails_in.with_label_values(&[transport.as_str()]).inc();
    }

    /// Counts a mail that came in and has its result: what became of it, or why it is held. The verdict is a word of the program.
    pub fn mail_in_settled(&self, verdict: &'static str) {
        self.mails_in_settled.with_label_values(&[verdict]).inc();
    }

    /// Notes whether this instance is signed in to the mailbox.
    pub fn imap_connected(&self, is_connected: bool) {
        self.imap_connected.set(i64::from(is_connected));
    }

    /// Notes that the mailbox was read to its end.
    pub fn imap_succeeded(&self, at: OffsetDateTime) {
        self.imap_last_success.set((at - OffsetDateTime::UNIX_EPOCH).as_seconds_f64());
    }

    /// Whether the mail server refused the last mail as it would refuse every mail.
    #[must_use]
    pub fn is_mail_refused(&self) -> bool {
        self.mail_refused.get() > 0
    }

    /// Counts an open connection, for as long as the guard lives.
    pub fn count_connection(&self) -> OpenGauge {
        OpenGauge::new(self.open_connections.clone())
    }

    /// Counts a connection that was ended early or refused. The reason is a word of the program.
    pub fn connection_cut_off(&self, reason: &'static str) {
        self.connections_cut_off.with_label_values(&[reason]).inc();
    }

    /// Counts an open stream, for as long as the guard lives. The kind is a word of the program.
    pub fn count_stream(&self, kind: &'static str) -> OpenGauge {
        OpenGauge::new(self.open_streams.with_label_values(&[kind]))
    }

    /// All metrics in the text format of Prometheus.
    pub fn as_text(&self, snapshot: &Snapshot) -> Result<String, prometheus::Error> {
        let mut families = self.registry.gather();
        families.extend(gauges(snapshot)?);
        TextEncoder::new().encode_to_string(&families)
    }
}

/// Why connections are cut off.
pub const CUT_OFF: [&str; 7] =
    ["displaced", "late_head", "not_read", "unread_body", "no_request", "too_many", "too_many_from_address"];

const REASONS: [&str; 7] =
    ["wrong_credentials", "pending", "rejected", "suspended", "email_unverified", "challenge_invalid", "wrong_code"];

const fn reason(refusal: SignInRefusal) -> &'static str {
    let [wrong_credentials, pending, rejected, suspended, email_unverified, challenge_invalid, wrong_code] = REASONS;
    match refusal {
        SignInRefusal::WrongCredentials => wrong_credentials,
        SignInRefusal::Pending => pending,
        SignInRefusal::Rejected => rejected,
        SignInRefusal::Suspended => suspended,
        SignInRefusal::EmailUnverified => email_unverified,
        SignInRefusal::ChallengeInvalid => challenge_invalid,
        SignInRefusal::WrongCode => wrong_code,
    }
}

//! A service in memory, and a client that speaks to it without a socket.

mod answer;
mod people;
mod request;

use std::sync::{Arc, Mutex};

use actix_web::web;
use async_trait::async_trait;
use deskhand_domain::people::{EmailAddress, Password, PersonName, Username};
use deskhand_domain::policy::Workflow;
use deskhand_domain::ports::{Clock as _, ReportQueries, Unsupported};
use deskhand_domain::testing::{
    CountedSecrets, NoSleep, PlainCodes, PlainPasswords, PlainTokens, SequentialIds, SilentSignal, TestClock,
    ThreeGuesses,
};
use deskhand_domain::use_cases::{NewSuperadmin, Ports, Rules, UseCases};
use deskhand_http_core::admission::{ConcurrencyLimit, Slots};
use deskhand_http_core::metrics::{Metrics, MetricsReaders, PoolState, ProcessStats};
use deskhand_http_core::rate_limit::Limits;
use deskhand_http_core::streaming::{EventHub, EventTiming};
use deskhand_http_core::{AppState, InFlightRequests, Readiness};
use deskhand_memory::{MemoryBlobs, MemoryPresence, MemoryStorage};

pub(crate) use answer::Answer;
pub(crate) use people::{PASSWORD, SignedIn, account};

/// The whole service over an empty storage, but for the superadmin called `root`.
pub(crate) struct Service {
    pub(crate) clock: TestClock,
    pub(crate) readiness: Arc<SetReadiness>,
    pub(crate) state: web::Data<AppState>,
}

/// Answers what a test set. A broken one panics.
#[derive(Default)]
pub(crate) struct SetReadiness(pub(crate) Mutex<Option<Vec<String>>>);

/// The reason that makes the check panic.
pub(crate) const BROKEN: &str = "broken";

#[async_trait]
impl Readiness for SetReadiness {
    async fn check(&self) -> Result<(), Vec<String>> {
        let set = self.0.lock().unwrap().clone();
        match set {
            None => Ok(()),
            Some(reasons) if reasons == [BROKEN] => panic!("the secret of {BROKEN}"),
            Some(reasons) => Err(reasons),
        }
    }
}

/// Reports no connections and no memory: the storage is in memory.
struct NoProcessStats;

impl ProcessStats for NoProcessStats {
    fn pools(&self) -> Vec<PoolState> {
        Vec::new()
    }

    fn resident_bytes(&self) -> Option<u64> {
        None
    }
}

impl Service {
    pub(crate) async fn new() -> Self {
        Self::with(Workflow::default()).await
    }

    pub(crate) async fn with(workflow: Workflow) -> Self {
        let storage = MemoryStorage::new();
        Self::over(storage.clone(), Arc::new(storage), workflow).await
    }

    pub(crate) async fn over(storage: MemoryStorage, reports: Arc<dyn ReportQueries>, workflow: Workflow) -> Self {
        let clock = TestClock::new();
        let ports = Ports {
            storage: Arc::new(storage.clone()),
            tickets: Arc::new(storage.clone()),
            people: Arc::new(storage.clone()),
            reports,
            events: Arc::new(storage.clone()),
            sessions: Arc::new(storage.clone()),
            api_keys: Arc::new(storage.clone()),
            security: Arc::new(storage.clone()),
            attachments: Arc::new(storage.clone()),
            blobs: Arc::new(MemoryBlobs::default()),
            intake: Arc::new(storage.clone()),
            drafts: Arc::new(storage.clone()),
            presence: Arc::new(MemoryPresence::default()),
            saved_views: Arc::new(storage.clone()),
            transfer: Arc::new(storage.clone()),
            webhooks: Arc::new(storage.clone()),
            webhook_payloads: Arc::new(Unsupported),
            webhook_signer: Arc::new(Unsupported),
            mail_reader: Arc::new(Unsupported),
            mail: Arc::new(storage),
            security_reporter: Arc::new(Unsupported),
            clock: Arc::new(clock.clone()),
            ids: Arc::new(SequentialIds::new()),
            passwords: Arc::new(PlainPasswords),
            strength: Arc::new(ThreeGuesses),
            tokens: Arc::new(PlainTokens),
            secrets: Arc::new(CountedSecrets::new()),
            one_time_codes: Arc::new(PlainCodes::new()),
            signal: Arc::new(SilentSignal),
            sleeper: Arc::new(NoSleep),
        };
        let use_cases = UseCases::new(ports, Rules { workflow, ..Rules::default() });
        let root = NewSuperadmin {
            username: Username::parse("root").unwrap(),
            name: PersonName::parse("Root").unwrap(),
            email: EmailAddress::parse("root@example.com").unwrap(),
            password: Password::parse(PASSWORD).unwrap(),
        };
        use_cases.users().appoint_superadmin(root).await.unwrap();
        let readiness = Arc::new(SetReadiness::default());
        let state = AppState {
            events: EventHub::new(use_cases.clone(), EventTiming::default(), deskhand_http::encode_event),
            use_cases,
            readiness: readiness.clone(),
            public_url: "https://desk.example.com/help/".to_owned(),
            cors_origins: vec!["https://intranet.example.com".to_owned()],
            security_txt: None,
            body_timeout: std::time::Duration::from_secs(30),
            upload_timeout: std::time::Duration::from_secs(60),
            concurrency: ConcurrencyLimit::new(
                Slots { reads: 64, changes: 64, hashes_of_address: 64 },
                std::time::Duration::from_secs(10),
            ),
            in_flight: InFlightRequests::default(),
            metrics: Metrics::new(clock.now()).unwrap(),
            metrics_readers: MetricsReaders::Anybody,
            process_stats: Arc::new(NoProcessStats),
            limits: Limits::off(),
            change_runtime: tokio::runtime::Handle::current(),
        };
        Self { clock, readiness, state: web::Data::new(state) }
    }
}

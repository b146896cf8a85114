use std::panic::resume_unwind;
use std::sync::Arc;
use std::time::Duration;

use actix_web::{HttpRequest, web};
use deskhand_domain::use_cases::{Error, Origin, UseCases};
use tokio::runtime::Handle;
use tracing::Instrument as _;

use crate::admission::ConcurrencyLimit;
use crate::in_flight::InFlightRequests;
use crate::metrics::{Metrics, MetricsReaders, ProcessStats};
use crate::problem::Problem;
use crate::rate_limit::Limits;
use crate::readiness::Readiness;
use crate::streaming::EventHub;

/// What handlers and middleware need of the program. All workers share one.
pub struct AppState {
    /// The use cases of the help desk.
    pub use_cases: UseCases,
    /// Whether the program can work now.
    pub readiness: Arc<dyn Readiness>,
    /// The reader of the history for all open streams.
    pub events: Arc<EventHub>,
    /// The address of this service for clients, such as `https://desk.example.com`. Links are made of it, never of the `Host` that
    /// a request names.
    pub public_url: String,
    /// The origins whose scripts may call the API from a browser, such as `https://intranet.example.com`.
    pub cors_origins: Vec<String>,
    /// The text of `security.txt` (RFC 9116); `None` if the operator names no contact.
    pub security_txt: Option<String>,
    /// How long the body of a request may take to arrive.
    pub body_timeout: Duration,
    /// How long a file may take to arrive.
    pub upload_timeout: Duration,
    /// The requests with an `Idempotency-Key` that are being carried out.
    pub in_flight: InFlightRequests,
    /// How many requests are worked on at once.
    pub concurrency: ConcurrencyLimit,
    /// The counters of this instance.
    pub metrics: Metrics,
    /// Who may read the metrics.
    pub metrics_readers: MetricsReaders,
    /// Connections and memory of the process.
    pub process_stats: Arc<dyn ProcessStats>,
    /// The rate limits.
    pub limits: Limits,
    /// The runtime that carries out changes, apart from the threads that answer requests.
    pub change_runtime: Handle,
}

impl AppState {
    /// The state of the app that a request is for.
    ///
    /// # Errors
    /// An internal problem where the app was built without a state.
    pub fn of(request: &HttpRequest) -> Result<&web::Data<Self>, Problem> {
        request.app_data().ok_or_else(|| Problem::internal("the app has no AppState among its data"))
    }

    /// Carries out a change for a request from `origin`, on the runtime for changes. A transaction goes to the database a dozen
    /// times. On a thread that also answers a crowd of readers it would wait for all of them each time, and hold its locks
    /// meanwhile. A change that has begun is finished, also where the client has disconnected.
    ///
    /// # Errors
    /// What the change answers; [`Error::Internal`] where the program is stopping.
    ///
    /// # Panics
    /// Where the change does.
    pub async fn change<T, F>(&self, origin: Origin, change: impl FnOnce(UseCases) -> F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: Future<Output = Result<T, Error>> + Send + 'static,
    {
        let change = change(self.use_cases.from_origin(origin)).in_current_span();
        match self.change_runtime.spawn(change).await {
            Ok(result) => result,
            Err(error) => match error.try_into_panic() {
                Ok(panic) => resume_unwind(panic),
                Err(_) => Err(Error::Internal("the runtime for changes is stopping")),
            },
        }
    }
}

//! The HTTP contract: routes, requests, answers, problems. It translates and decides nothing: what happens is in the
//! use cases of the domain, and every failure becomes a problem document in one place.
//!
//! [`app`] is the whole service; `routes.rs` its URL table; [`AUTHORIZATION`] who gets past the door of each route.

mod accounts;
mod answer;
mod api_keys;
mod app;
mod docs;
mod door;
mod events;
mod limits;
mod mail;
mod metrics;
mod openapi;
mod pages;
mod people;
mod problem;
mod reports;
mod request;
mod routes;
mod schemas;
mod system;
mod tickets;

use std::panic::resume_unwind;
use std::sync::Arc;
use std::time::Duration;

use actix_web::{HttpRequest, web};
use async_trait::async_trait;
use deskhand_domain::use_cases::{Error, UseCases};
use tokio::runtime::Handle;
use tracing::Instrument as _;

use crate::problem::Problem;

pub use app::app;
pub use door::{AUTHORIZATION, Access, Places, Purpose, RouteRule};
pub use events::{EventHub, EventTiming};
pub use limits::{ForwardedBy, Limits, Rate, Rates, Ticks, TrustedProxies};
pub use metrics::{Metrics, MetricsReaders, PoolState, Vitals};
pub use openapi::{openapi, pages};
pub use problem::ProblemCode;
pub use request::InFlight;
pub use routes::configure;

/// What the handlers need of the program.
pub struct Desk {
    /// The help desk itself.
    pub use_cases: UseCases,
    /// Whether the program can do its work now.
    pub readiness: Arc<dyn Readiness>,
    /// Who tells open streams what happens.
    pub events: Arc<EventHub>,
    /// Where clients reach this service, such as `https://desk.example.com`. Links are made of it, never of what a
    /// request says of its host.
    pub public_url: String,
    /// How long the body of a request may take to arrive.
    pub body_timeout: Duration,
    /// The requests with an `Idempotency-Key` that are being carried out.
    pub in_flight: InFlight,
    /// How many requests are worked on at once.
    pub places: Places,
    /// What the program counts of itself.
    pub metrics: Metrics,
    /// Who may read that.
    pub metrics_readers: MetricsReaders,
    /// How the program is.
    pub vitals: Arc<dyn Vitals>,
    /// How often somebody may ask.
    pub limits: Limits,
    /// Where tickets are changed, apart from the threads that answer requests.
    pub units_of_work: Handle,
}

impl Desk {
    /// The desk that a request is for.
    pub(crate) fn of(request: &HttpRequest) -> Result<&web::Data<Self>, Problem> {
        request.app_data().ok_or_else(|| Problem::internal("the app has no desk"))
    }

    /// Lets a ticket be changed. A unit of work goes to the database a dozen times, while others wait for the same lock. On a
    /// thread that has a crowd of readers to answer it would wait for all of them each time. Idempotent begun it is finished, also
    /// where the client has gone.
    pub(crate) async fn change<T, F>(&self, deed: impl FnOnce(UseCases) -> F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: Future<Output = Result<T, Error>> + Send + 'static,
    {
        let deed = deed(self.use_cases.clone()).in_current_span();
        match self.units_of_work.spawn(deed).await {
            Ok(result) => result,
            Err(error) => match error.try_into_panic() {
                Ok(panic) => resume_unwind(panic),
                Err(_) => Err(Error::Internal("the program ends")),
            },
        }
    }
}

/// Whether the program can do its work now: its database answers, its mail queue moves.
#[async_trait]
pub trait Readiness: Send + Sync {
    /// Looks.
    ///
    /// # Errors
    /// What is wrong, in words that anybody may read.
    async fn check(&self) -> Result<(), Vec<String>>;
}

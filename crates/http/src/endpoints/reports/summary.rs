use std::collections::BTreeMap;

use actix_web::{HttpResponse, get, web};
use deskhand_domain::ports::{EngineerFigures, OpenedCount};
use deskhand_domain::report::RatingCounts;
use deskhand_domain::ticket::{Priority, Stars, TicketStatus};
use deskhand_domain::use_cases::{Distribution, Summary};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;
use serde::Serialize;
use utoipa::ToSchema;

use super::period_query::PeriodQuery;
use crate::dto::{PersonJson, Timestamp};
use crate::extract::{Caller, Query};

/// What happened in a period, as far as the caller may see it.
#[derive(Serialize, ToSchema)]
#[schema(as = Summary)]
struct SummaryJson {
    /// The first moment of the period.
    from: Timestamp,
    /// The first moment after it.
    to: Timestamp,
    opened: OpenedJson,
    /// How many tickets were resolved in the period, and not reopened since.
    resolved: u64,
    /// From opening to the first response, of the tickets opened in the period.
    first_response: DistributionJson,
    /// From opening to resolution, of the tickets resolved in the period.
    resolution: DistributionJson,
    /// The ratings given in the period, of the tickets whose notes the caller may read. Only the newest of a ticket counts.
    ratings: RatingsJson,
    /// Admins read of all engineers, engineers of themselves and of colleagues where the policy shows them.
    engineers: Vec<EngineerJson>,
}

/// How reporters rated the help.
#[derive(Serialize, ToSchema)]
#[schema(as = Ratings)]
struct RatingsJson {
    count: u64,
    /// To the hundredth; null of none.
    #[schema(required)]
    average_stars: Option<f64>,
    /// From one star to five, also those of no rating.
    by_stars: BTreeMap<String, u64>,
}

/// The tickets opened in the period, by what they are now.
#[derive(Serialize, ToSchema)]
#[schema(as = OpenedTickets)]
struct OpenedJson {
    total: u64,
    /// Every state, also those of no ticket.
    by_status: BTreeMap<&'static str, u64>,
    /// Every priority, also those of no ticket.
    by_priority: BTreeMap<&'static str, u64>,
}

/// How long something took: nearest-rank percentiles, to the millisecond; null of nothing.
#[derive(Serialize, ToSchema)]
#[schema(as = Distribution)]
struct DistributionJson {
    count: u64,
    #[schema(required)]
    median_seconds: Option<f64>,
    #[schema(required)]
    p95_seconds: Option<f64>,
}

/// What an engineer has to do, and did.
#[derive(Serialize, ToSchema)]
#[schema(as = EngineerFigures)]
struct EngineerJson {
    engineer: PersonJson,
    open_tickets: u64,
    blocked_tickets: u64,
    /// Tickets resolved in the period that are theirs now.
    resolved_in_period: u64,
    /// Ratings given in the period of tickets that are theirs now.
    ratings: RatingsJson,
}

/// Sums up a period: what was opened and resolved, how long it took, how it was rated, and who has how much to do.
#[utoipa::path(
    tag = "reports",
    params(PeriodQuery),
    responses(
        (status = 200, description = "The summary.", body = SummaryJson),
        (status = 422, description = "`empty-period`: it ends before it begins."),
    )
)]
#[get("/api/v1/reports/summary")]
pub(crate) async fn report_summary(
    state: web::Data<AppState>,
    caller: Caller,
    query: Query<PeriodQuery>,
) -> Result<HttpResponse, Problem> {
    let summary = state.use_cases.reports().summary(&caller.actor, query.0.from, query.0.to).await?;
    Ok(HttpResponse::Ok().json(SummaryJson::from(summary)))
}

impl From<Summary> for SummaryJson {
    fn from(summary: Summary) -> Self {
        Self {
            from: Timestamp(summary.period.from()),
            to: Timestamp(summary.period.to()),
            opened: OpenedJson::from(summary.opened.as_slice()),
            resolved: summary.resolution.count,
            first_response: summary.first_response.into(),
            resolution: summary.resolution.into(),
            ratings: summary.ratings.into(),
            engineers: summary.engineers.iter().map(EngineerJson::from).collect(),
        }
    }
}

impl From<&[OpenedCount]> for OpenedJson {
    fn from(counts: &[OpenedCount]) -> Self {
        let sum = |fits: &dyn Fn(&&OpenedCount) -> bool| counts.iter().filter(fits).map(|count| count.tickets).sum();
        let by_status = TicketStatus::ALL.iter().map(|status| (status.as_str(), sum(&|one| one.status == *status)));
        let by_priority = Priority::ALL.iter().map(|wanted| (wanted.as_str(), sum(&|one| one.priority == *wanted)));
        Self { total: sum(&|_| true), by_status: by_status.collect(), by_priority: by_priority.collect() }
    }
}

impl From<Distribution> for DistributionJson {
    fn from(times: Distribution) -> Self {
        let seconds = |time: time::Duration| time.as_seconds_f64();
        Self { count: times.count, median_seconds: times.median.map(seconds), p95_seconds: times.p95.map(seconds) }
    }
}

impl From<RatingCounts> for RatingsJson {
    fn from(counts: RatingCounts) -> Self {
        let by_stars = Stars::ALL.iter().map(|stars| (stars.to_string(), counts.of(*stars))).collect();
        Self { count: counts.total(), average_stars: counts.average(), by_stars }
    }
}

impl From<&EngineerFigures> for EngineerJson {
    fn from(figures: &EngineerFigures) -> Self {
        Self {
            engineer: (&figures.engineer).into(),
            open_tickets: figures.open_tickets,
            blocked_tickets: figures.blocked_tickets,
            resolved_in_period: figures.resolved_in_period,
            ratings: figures.ratings.into(),
        }
    }
}

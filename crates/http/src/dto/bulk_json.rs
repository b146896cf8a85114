use deskhand_domain::ports::TicketKey;
use deskhand_domain::use_cases::PlannedChange;
use deskhand_http_core::problem::{Problem, ProblemJson};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::{PlanJson, schemas};

/// What became of a change of several tickets.
#[derive(Serialize, ToSchema)]
#[schema(as = BulkResults)]
pub(crate) struct BulkResultsJson {
    /// `true` where nothing was changed. Only with `dry_run=true`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub(crate) dry_run: Option<bool>,
    /// One for each ticket, in the order of the request.
    pub(crate) results: Vec<BulkResultJson>,
}

/// What became of one ticket.
#[derive(Serialize, ToSchema)]
#[schema(as = BulkResult)]
pub(crate) struct BulkResultJson {
    /// The number or id by which the request names it.
    #[schema(value_type = schemas::NumberOrId)]
    ticket: Value,
    /// 200, or the status that the problem of this change has as an answer of its own.
    #[schema(minimum = 200, maximum = 599)]
    status: u16,
    /// The version of the ticket now. Absent where the caller can't see it, where the change was not made, and in a dry run.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    version: Option<u64>,
    /// Why it was not changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<ProblemJson>, nullable = false)]
    problem: Option<Value>,
    /// What would happen. Only with `dry_run=true`, and not for `muted`, which has no events.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    plan: Option<PlanJson>,
}

impl BulkResultJson {
    /// What became of a ticket, whose version is this now.
    pub(crate) fn of(key: TicketKey, version: Option<u64>, problem: Option<Problem>, request: &str) -> Self {
        let version = version.filter(|_| problem.is_none());
        Self { version, ..Self::new(key, problem, request) }
    }

    /// What would become of a ticket.
    pub(crate) fn planned(planned: PlannedChange, request: &str) -> Self {
        let (plan, problem) = match planned.plan {
            Ok(plan) => (plan, None),
            Err(error) => (None, Some(Problem::from(error))),
        };
        Self { plan: plan.map(PlanJson::from), ..Self::new(planned.key, problem, request) }
    }

    fn new(key: TicketKey, problem: Option<Problem>, request: &str) -> Self {
        if let Some((problem, cause)) = problem.as_ref().and_then(|problem| Some((problem, problem.why()?))) {
            tracing::error!(request_id = request, cause, "The change of one of several tickets failed: {problem}");
        }
        Self {
            ticket: named(key),
            status: problem.as_ref().map_or(200, |problem| problem.code().status().as_u16()),
            version: None,
            problem: problem.and_then(|problem| serde_json::to_value(problem.to_json(Some(request))).ok()),
            plan: None,
        }
    }
}

fn named(key: TicketKey) -> Value {
    match key {
        TicketKey::Number(number) => number.get().into(),
        TicketKey::Id(id) => id.to_string().into(),
    }
}

use actix_web::http::header::ContentType;
use actix_web::{HttpResponse, post, web};
use deskhand_domain::people::Actor;
use deskhand_domain::policy::Workflow;
use deskhand_domain::use_cases::{Error, ManyResult, Outcome};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::{Problem, ProblemCode};
use tracing_actix_web::RequestId;

use super::bulk_body::BulkBody;
use crate::dto::{BulkResultJson, BulkResultsJson, REPLAYED};
use crate::endpoints::tickets::dry_run::DryRunQuery;
use crate::extract::{Caller, IdempotencyHeader, Query, ValidJson};

/// Makes the same change to up to 100 tickets, each by itself and in the order of the request: a refusal of one stops no other. The rights
/// are those of the single calls. With an `Idempotency-Key` each change is made once; a request whose work broke off makes the rest.
#[utoipa::path(
    tag = "tickets",
    params(
        DryRunQuery,
        ("Idempotency-Key" = Option<String>, Header, description = "Makes it safe to send the request again: within 24 hours each change is made once, and the same request is answered the same.")
    ),
    request_body = BulkBody,
    responses((
        status = 200,
        description = "What became of each ticket; with `dry_run=true`, what would.",
        body = BulkResultsJson
    ))
)]
#[post("/api/v1/tickets/bulk")]
pub(crate) async fn change_many_tickets(
    state: web::Data<AppState>,
    caller: Caller,
    request: RequestId,
    Query(dry_run): Query<DryRunQuery>,
    idempotency: IdempotencyHeader,
    ValidJson(command, digest): ValidJson<BulkBody>,
) -> Result<HttpResponse, Problem> {
    let request = request.to_string();
    let (actor, origin) = (caller.actor, caller.origin.clone());
    if dry_run {
        let planning =
            state.change(origin, async move |use_cases| use_cases.tickets().plan_many(&actor, command).await);
        let results = planning.await?.into_iter().map(|planned| BulkResultJson::planned(planned, &request)).collect();
        return Ok(HttpResponse::Ok().json(BulkResultsJson { dry_run: Some(true), results }));
    }
    let guard = idempotency.begin(Some(caller.actor.id), &digest)?;
    let changing = state.change(origin, async move |use_cases| {
        let rules = &use_cases.rules().workflow;
        let answer = |results| body_of(results, &actor, rules, &request);
        match guard.request() {
            Some(keyed) => use_cases.tickets().change_many_once(&actor, command, keyed, answer).await,
            None => {
                let results = use_cases.tickets().change_many(&actor, command).await?;
                answer(results).map(Outcome::Done).ok_or(Error::Internal("an answer could not be serialized"))
            }
        }
    });
    let (body, is_replayed) = match changing.await? {
        Outcome::Done(body) => (body, false),
        Outcome::Replayed(body) => (body, true),
        Outcome::Planned(_) => return Err(Problem::internal("a change without a dry run was planned")),
    };
    let mut response = HttpResponse::Ok();
    if is_replayed {
        response.insert_header((REPLAYED, "true"));
    }
    Ok(response.content_type(ContentType::json()).body(body))
}

fn body_of(results: Vec<ManyResult>, actor: &Actor, rules: &Workflow, request: &str) -> Option<String> {
    let result = |result: ManyResult| {
        let version = result.ticket.map(|ticket| ticket.seen_by(actor, rules).version);
        BulkResultJson::of(result.key, version, problem_of(result.done), request)
    };
    let results = results.into_iter().map(result).collect();
    serde_json::to_string(&BulkResultsJson { dry_run: None, results }).ok()
}

fn problem_of(done: Option<Result<(), Error>>) -> Option<Problem> {
    match done {
        Some(Ok(())) => None,
        Some(Err(error)) => Some(error.into()),
        None => {
            let untried = "It was not tried, for the change of a ticket before it failed. Send the request again.";
            Some(Problem::new(ProblemCode::Unavailable).detail(untried))
        }
    }
}

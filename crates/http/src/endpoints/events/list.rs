use actix_web::http::header;
use actix_web::{HttpResponse, get, web};
use deskhand_domain::EventId;
use deskhand_domain::ports::{FeedPosition, PageLimit};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::{Fields, Problem, ProblemCode};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::dto::{FeedEventJson, ListJson};
use crate::extract::{Caller, Query, QueryParameters, page_limit, yes_or_no};

/// Which events.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct EventsQuery {
    /// The `next_cursor` of the page before, or the id of any event. Without it, the list begins with the oldest.
    #[param(value_type = Option<uuid::Uuid>)]
    after: Option<String>,
    /// The same as `after`, by the name that it has in all lists. One of the two is enough.
    cursor: Option<String>,
    /// How many events a page has at most: 20 unless said otherwise.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 100)]
    limit: Option<String>,
    /// Whether to count all events that the caller may know of.
    #[param(value_type = Option<bool>)]
    count: Option<String>,
}

/// The wanted part of the events.
pub(crate) struct WantedEvents {
    after: Option<EventId>,
    cursor: Option<String>,
    limit: PageLimit,
    count: bool,
}

impl WantedEvents {
    /// The event after which it begins.
    fn begin(&self) -> Result<Option<EventId>, Problem> {
        let Some(cursor) = &self.cursor else { return Ok(self.after) };
        let bad = |_| Problem::new(ProblemCode::BadCursor).detail("Here a cursor is the id of an event.");
        cursor.parse().map(Some).map_err(bad)
    }
}

impl QueryParameters for EventsQuery {
    type Meaning = WantedEvents;

    fn into_meaning(self, fields: &mut Fields) -> Option<Self::Meaning> {
        if self.after.is_some() && self.cursor.is_some() {
            fields.refuse("cursor", "repeated", "says the same as `after`: send one of the two");
        }
        Some(WantedEvents {
            after: fields.text("after", self.after, str::parse),
            cursor: self.cursor,
            limit: fields.text("limit", self.limit, page_limit).unwrap_or_default(),
            count: fields.text("count", self.count, yes_or_no).unwrap_or_default(),
        })
    }
}

/// Lists what happened, oldest first, as far as the caller may know of it now.
///
/// A client that asks again and again sends the `next_cursor` of each page as `cursor` (or `after`) of the next, whether
/// the page had events or not; `has_more` says that there is something to look at already. A page may have fewer events than `limit`
/// even then.
#[utoipa::path(
    tag = "events",
    params(EventsQuery),
    responses(
        (status = 200, description = "A page of events.", body = ListJson<FeedEventJson>),
        (status = 410, description = "`event-expired`: there is no event `after`. Begin anew.")
    )
)]
#[get("/api/v1/events")]
pub(crate) async fn list_events(
    state: web::Data<AppState>,
    caller: Caller,
    Query(wanted): Query<EventsQuery>,
) -> Result<HttpResponse, Problem> {
    let page = state.use_cases.events().list(&caller.actor, wanted.begin()?, wanted.limit).await?;
    let total = if wanted.count { Some(state.use_cases.events().count(&caller.actor).await?) } else { None };
    let mut response = HttpResponse::Ok();
    let next = (page.read_to != FeedPosition::START).then(|| page.read_to.event.to_string());
    if let Some(next) = next.as_ref().filter(|_| page.has_more) {
        let public_url = state.public_url.trim_end_matches('/');
        let link = format!("<{public_url}/api/v1/events?limit={}&after={next}>; rel=\"next\"", wanted.limit.get());
        response.insert_header((header::LINK, link));
    }
    let events = page.events.into_iter().map(FeedEventJson::from).collect();
    Ok(response.json(ListJson::new(events, next, page.has_more, total)))
}

use actix_web::http::header;
use actix_web::{HttpResponse, get, web};
use deskhand_domain::EventId;
use deskhand_domain::ports::{FeedPosition, PageLimit};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::Desk;
use crate::answer::{FeedEventJson, ListJson};
use crate::problem::{Fields, Problem};
use crate::request::{Caller, Query, QueryParameters, page_limit};

/// Which events.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct EventsQuery {
    /// The `next_cursor` of the page before, or the id of any event. Without it, the list begins with the oldest.
    #[param(value_type = Option<uuid::Uuid>)]
    after: Option<String>,
    /// How many events a page has at most: 20 unless said otherwise.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 100)]
    limit: Option<String>,
}

impl QueryParameters for EventsQuery {
    type Meaning = (Option<EventId>, PageLimit);

    fn into_meaning(self, fields: &mut Fields) -> Option<Self::Meaning> {
        let after = fields.text("after", self.after, str::parse);
        Some((after, fields.text("limit", self.limit, page_limit).unwrap_or_default()))
    }
}

/// Lists what happened, oldest first, as far as the caller may know of it now.
///
/// A client that asks again and again sends the `next_cursor` of each page as `after` of the next, whether the page had
/// events or not; `has_more` says that there is something to look at already. A page may have fewer events than `limit`
/// even then.
#[utoipa::path(
    tag = "events",
    params(EventsQuery),
    responses(
        (status = 200, description = "A page of events.", body = ListJson<FeedEventJson>),
        (status = 410, description = "`event-expired`: there is no event `after`. Begin anew.")
    )
)]
#[get("/events")]
pub(crate) async fn list_events(
    desk: web::Data<Desk>,
    caller: Caller,
    query: Query<EventsQuery>,
) -> Result<HttpResponse, Problem> {
    let (after, limit) = query.0;
    let stretch = desk.use_cases.list_events(&caller.actor, after, limit).await?;
    let mut response = HttpResponse::Ok();
    let next = (stretch.read_to != FeedPosition::START).then(|| stretch.read_to.event.to_string());
    if let Some(next) = next.as_ref().filter(|_| stretch.has_more) {
        let public_url = desk.public_url.trim_end_matches('/');
        let link = format!("<{public_url}/api/v1/events?limit={}&after={next}>; rel=\"next\"", limit.get());
        response.insert_header((header::LINK, link));
    }
    let events = stretch.events.into_iter().map(FeedEventJson::from).collect();
    Ok(response.json(ListJson::new(events, next, stretch.has_more, None)))
}

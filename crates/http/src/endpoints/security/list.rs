use actix_web::http::header;
use actix_web::{HttpResponse, get, web};
use deskhand_domain::ports::SecuritySort;
use deskhand_domain::use_cases::ListSecurityEvents;
use deskhand_http_core::AppState;
use deskhand_http_core::problem::{Fields, Problem, ProblemCode};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::dto::schemas;
use crate::dto::{ListJson, SecurityEventJson};
use crate::extract::{Caller, Listing, Query, QueryParameters, named_person, page_limit, parse_each};

/// Which entries.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct SecurityEventsQuery {
    /// One kind, or several by comma.
    #[param(value_type = Option<Vec<schemas::SecurityKind>>, style = Form, explode = false)]
    kind: Option<String>,
    /// About this person: username or id.
    person: Option<String>,
    /// The id of the last entry that the client has. Without it, the list begins with the first.
    #[param(value_type = Option<uuid::Uuid>)]
    after: Option<String>,
    /// The same as `after`, by the name that it has in all lists. One of the two is enough.
    cursor: Option<String>,
    /// `at` (oldest first, to read on) unless said otherwise.
    #[param(value_type = Option<schemas::SecuritySort>)]
    sort: Option<String>,
    /// How many rows a page has: 20 unless said otherwise.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 100)]
    limit: Option<String>,
}

impl QueryParameters for SecurityEventsQuery {
    type Meaning = (ListSecurityEvents, Option<String>);

    fn into_meaning(self, fields: &mut Fields) -> Option<Self::Meaning> {
        if self.after.is_some() && self.cursor.is_some() {
            fields.refuse("cursor", "repeated", "says the same as `after`: send one of the two");
        }
        let command = ListSecurityEvents {
            kind: fields.text("kind", self.kind, |list| parse_each(list, str::parse)).unwrap_or_default(),
            person: fields.text("person", self.person, named_person),
            sort: fields.text("sort", self.sort, str::parse).unwrap_or(SecuritySort::At),
            after: fields.text("after", self.after, str::parse),
            limit: fields.text("limit", self.limit, page_limit).unwrap_or_default(),
        };
        Some((command, self.cursor))
    }
}

/// Lists what the security log has about people whom the caller may see, and about strangers.
///
/// Refusals are summed up: `count` says how many an entry stands for. To follow the log, send the id of the last entry as `after`.
#[utoipa::path(
    tag = "security",
    params(SecurityEventsQuery),
    responses(
        (status = 200, description = "A page of entries.", body = ListJson<SecurityEventJson>),
        (status = 410, description = "`event-expired`: there is no entry `after`. Begin anew.")
    )
)]
#[get("/api/v1/admin/security-events")]
pub(crate) async fn list_security_events(
    state: web::Data<AppState>,
    caller: Caller,
    listing: Listing,
    Query((mut command, cursor)): Query<SecurityEventsQuery>,
) -> Result<HttpResponse, Problem> {
    if let Some(cursor) = cursor {
        let bad = |_| Problem::new(ProblemCode::BadCursor).detail("Here a cursor is the id of an entry.");
        command.after = Some(cursor.parse().map_err(bad)?);
    }
    let page = state.use_cases.security().list(&caller.actor, command).await?;
    let next = page.rows.last().filter(|_| page.has_more).map(|last| last.event.id.to_string());
    let mut response = HttpResponse::Ok();
    if let Some(next) = &next {
        response.insert_header((header::LINK, listing.link_after(&state, "after", next)));
    }
    let data = page.rows.into_iter().map(SecurityEventJson::from).collect();
    Ok(response.json(ListJson::new(data, next, page.has_more, None)))
}

use actix_web::{HttpResponse, get, web};
use deskhand_domain::PersonId;
use deskhand_domain::ports::{PeopleFilter, PersonPosition};
use deskhand_domain::use_cases::ListPeople;
use deskhand_http_core::AppState;
use deskhand_http_core::problem::{Fields, Problem};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::dto::schemas;
use crate::dto::{ListJson, UserJson};
use crate::extract::{
    Caller, Listing, Position, Query, QueryParameters, page_limit, parse_each, search_words, yes_or_no,
};

/// Which people, in which order.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct PeopleQuery {
    /// One role, or several by comma.
    #[param(value_type = Option<Vec<schemas::Role>>, style = Form, explode = false)]
    role: Option<String>,
    /// One state of the account, or several by comma.
    #[param(value_type = Option<Vec<schemas::AccountStatus>>, style = Form, explode = false)]
    status: Option<String>,
    /// Each of these words is in the username, the name or the address, whatever its case and accents. `"quotes"` make a
    /// phrase.
    q: Option<String>,
    /// `-created_at` unless said otherwise.
    #[param(value_type = Option<schemas::UserSort>)]
    sort: Option<String>,
    /// How many rows a page has: 20 unless said otherwise.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 100)]
    limit: Option<String>,
    /// The `next_cursor` of the page before.
    #[expect(dead_code, reason = "known here so that it is not refused; the listing reads it")]
    cursor: Option<String>,
    /// Whether to count them all.
    #[param(value_type = Option<bool>)]
    count: Option<String>,
}

impl QueryParameters for PeopleQuery {
    type Meaning = ListPeople;

    fn into_meaning(self, fields: &mut Fields) -> Option<ListPeople> {
        Some(ListPeople {
            filter: PeopleFilter {
                role: fields.text("role", self.role, |list| parse_each(list, str::parse)).unwrap_or_default(),
                status: fields.text("status", self.status, |list| parse_each(list, str::parse)).unwrap_or_default(),
                q: fields.text("q", self.q, search_words),
            },
            sort: fields.text("sort", self.sort, str::parse),
            after: None,
            limit: fields.text("limit", self.limit, page_limit).unwrap_or_default(),
            count: fields.text("count", self.count, yes_or_no).unwrap_or_default(),
        })
    }
}

/// Lists the people whom the caller may see.
#[utoipa::path(
    tag = "people",
    params(PeopleQuery),
    responses((status = 200, description = "A page of accounts.", body = ListJson<UserJson>))
)]
#[get("/api/v1/users")]
pub(crate) async fn list_people(
    state: web::Data<AppState>,
    caller: Caller,
    listing: Listing,
    query: Query<PeopleQuery>,
) -> Result<HttpResponse, Problem> {
    let mut command = query.0;
    let sort = command.order();
    let after = listing.after(sort.as_str())?;
    command.after = after.map(|row| PersonPosition { value: row.value, id: PersonId::new(row.id) });
    let page = state.use_cases.users().list(&caller.actor, command).await?;
    let position = |last: &_| {
        let row = PersonPosition::of(last, sort);
        Position { value: row.value, id: row.id.as_uuid() }
    };
    let viewer = caller.actor;
    Ok(listing.answer(&state, sort.as_str(), page, position, |view| UserJson::seen_by(&view, &viewer)))
}

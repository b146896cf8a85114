use actix_web::{HttpResponse, get, web};
use deskhand_domain::MailId;
use deskhand_domain::ports::MailPosition;
use deskhand_domain::use_cases::ListMail;
use deskhand_http_core::AppState;
use deskhand_http_core::problem::{Fields, Problem};
use serde::Deserialize;
use utoipa::IntoParams;

use super::position::position_of_mail;
use crate::dto::{ListJson, MailJson, schemas};
use crate::extract::{Caller, Listing, Query, QueryParameters, page_limit, parse_each, yes_or_no};

/// Which mails.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct MailQuery {
    /// `pending`, `sent`, `dead` or `dropped`, or several by comma; all of them unless said otherwise.
    #[param(value_type = Option<Vec<schemas::MailState>>, style = Form, explode = false)]
    state: Option<String>,
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

/// The one order of the outbox.
const NEWEST_FIRST: &str = "newest-first";

impl QueryParameters for MailQuery {
    type Meaning = ListMail;

    fn into_meaning(self, fields: &mut Fields) -> Option<ListMail> {
        Some(ListMail {
            states: fields.text("state", self.state, |list| parse_each(list, str::parse)).unwrap_or_default(),
            after: None,
            limit: fields.text("limit", self.limit, page_limit).unwrap_or_default(),
            count: fields.text("count", self.count, yes_or_no).unwrap_or_default(),
        })
    }
}

/// Lists the mails of the desk and how far each came, newest first.
#[utoipa::path(
    tag = "mail",
    params(MailQuery),
    responses((status = 200, description = "A page of mails.", body = ListJson<MailJson>))
)]
#[get("/api/v1/admin/outbox")]
pub(crate) async fn list_mail(
    state: web::Data<AppState>,
    caller: Caller,
    listing: Listing,
    query: Query<MailQuery>,
) -> Result<HttpResponse, Problem> {
    let after = listing.after(NEWEST_FIRST)?;
    let after = after.map(|row| MailPosition { created_at: row.value, id: MailId::new(row.id) });
    let page = state.use_cases.mail().list(&caller.actor, ListMail { after, ..query.0 }).await?;
    Ok(listing.answer(&state, NEWEST_FIRST, page, position_of_mail, MailJson::from))
}

use actix_web::{HttpResponse, get, web};
use deskhand_domain::incoming::TakenState;
use deskhand_domain::ports::TakenMailPosition;
use deskhand_domain::use_cases::ListTakenMail;
use deskhand_domain::{IncomingMailId, Invalid};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::{Fields, Problem};
use serde::Deserialize;
use utoipa::IntoParams;

use crate::dto::{IncomingMailJson, ListJson, schemas};
use crate::extract::{Caller, Listing, Position, Query, QueryParameters, named_ticket, page_limit, parse_each};

/// Which mails.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct IncomingMailQuery {
    /// `waiting`, `held`, `settled` or `quarantined`, or several by comma; all of them unless said otherwise.
    #[param(value_type = Option<Vec<schemas::IncomingMailState>>, style = Form, explode = false)]
    state: Option<String>,
    /// Only those of this ticket: its number or id.
    #[param(value_type = Option<schemas::NumberOrId>)]
    ticket: Option<String>,
    /// How many rows a page has: 20 unless said otherwise.
    #[param(value_type = Option<u32>, minimum = 1, maximum = 100)]
    limit: Option<String>,
    /// The `next_cursor` of the page before.
    #[expect(dead_code, reason = "known here so that it is not refused; the listing reads it")]
    cursor: Option<String>,
}

/// The one order of mail that came in.
const NEWEST_FIRST: &str = "newest-first";

impl QueryParameters for IncomingMailQuery {
    type Meaning = ListTakenMail;

    fn into_meaning(self, fields: &mut Fields) -> Option<ListTakenMail> {
        let states = fields.text("state", self.state, |list| parse_each(list, state)).unwrap_or_default();
        Some(ListTakenMail {
            states,
            ticket: fields.text("ticket", self.ticket, named_ticket),
            after: None,
            limit: fields.text("limit", self.limit, page_limit).unwrap_or_default(),
        })
    }
}

fn state(word: &str) -> Result<String, Invalid> {
    let known = TakenState::WORDS.iter().find(|known| **known == word);
    known.map(|known| (*known).to_owned()).ok_or(Invalid::Format("one of waiting, held, settled, quarantined"))
}

/// Lists the mails that came in and what became of each, newest first: admins see all of them, engineers those of tickets whose notes
/// they read.
#[utoipa::path(
    tag = "mail",
    params(IncomingMailQuery),
    responses(
        (status = 200, description = "A page of mails.", body = ListJson<IncomingMailJson>),
        (status = 404, description = "There is no such `ticket`, or the caller may not see it.")
    )
)]
#[get("/api/v1/mail/in")]
pub(crate) async fn list_incoming_mail(
    state: web::Data<AppState>,
    caller: Caller,
    listing: Listing,
    query: Query<IncomingMailQuery>,
) -> Result<HttpResponse, Problem> {
    let after = listing.after(NEWEST_FIRST)?;
    let after = after.map(|row| TakenMailPosition { received_at: row.value, id: IncomingMailId::new(row.id) });
    let page = state.use_cases.incoming_mail().list(Some(&caller.actor), ListTakenMail { after, ..query.0 }).await?;
    Ok(listing.answer(
        &state,
        NEWEST_FIRST,
        page,
        |last| {
            let row = TakenMailPosition::of(last);
            Position { value: row.received_at, id: row.id.as_uuid() }
        },
        |view| IncomingMailJson::from(&view),
    ))
}

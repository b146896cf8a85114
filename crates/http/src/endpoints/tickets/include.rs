//! What a single ticket embeds: the first page of each list, by its own use case.

use deskhand_domain::Invalid;
use deskhand_domain::ports::{HistoryView, PageLimit, TicketKey};
use deskhand_domain::use_cases::{Error, MessageDetail};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::{Fields, Problem};
use serde::Deserialize;
use utoipa::IntoParams;

use super::OLDEST_FIRST;
use crate::dto::{AssignmentJson, EventJson, ListJson, MessageJson, TicketJson, WantedFields, schemas, ticket_field};
use crate::extract::{Caller, Listing, Position, QueryParameters, parse_each};

/// What to answer beside a ticket.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ShowQuery {
    /// Embeds these in the ticket; several by comma. `assignment` is for those who may read it: 403 for others.
    #[param(value_type = Option<Vec<schemas::TicketPart>>, style = Form, explode = false)]
    include: Option<String>,
    /// Answers only these fields of the ticket, also where the schema requires others; several by comma. What `include` names is answered
    /// too.
    #[param(value_type = Option<Vec<schemas::TicketField>>, style = Form, explode = false)]
    fields: Option<String>,
}

/// A part that can be embedded.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    Messages,
    History,
    Assignment,
    Files,
}

impl QueryParameters for ShowQuery {
    type Meaning = (Vec<Part>, WantedFields);

    fn into_meaning(self, fields: &mut Fields) -> Option<(Vec<Part>, WantedFields)> {
        let parts = fields.text("include", self.include, |list| parse_each(list, part)).unwrap_or_default();
        Some((parts, fields.text("fields", self.fields, |list| parse_each(list, ticket_field))))
    }
}

fn part(word: &str) -> Result<Part, Invalid> {
    match word {
        "messages" => Ok(Part::Messages),
        "history" => Ok(Part::History),
        "assignment" => Ok(Part::Assignment),
        "files" => Ok(Part::Files),
        _ => Err(Invalid::Format("messages, history, assignment or files")),
    }
}

/// Embeds the parts in the ticket, as far as the caller may read each.
pub(super) async fn embed(
    ticket: &mut TicketJson,
    parts: &[Part],
    (state, caller, listing): (&AppState, &Caller, &Listing),
    key: TicketKey,
) -> Result<(), Problem> {
    if parts.contains(&Part::Messages) {
        ticket.messages = Some(messages(state, caller, listing, key).await?);
    }
    if parts.contains(&Part::Files) {
        let rows = messages(state, caller, listing, key).await?.into_rows();
        ticket.files = Some(rows.into_iter().flat_map(|message| message.attachments).collect());
    }
    let tickets = state.use_cases.tickets();
    if parts.contains(&Part::History) {
        let page = tickets.history(&caller.actor, key, None, PageLimit::LARGEST, false).await?;
        let position = |last: &HistoryView| Position { value: 0, id: last.event.id.as_uuid() };
        ticket.history = Some(listing.below("history").page(OLDEST_FIRST, page, position, EventJson::from));
    }
    if parts.contains(&Part::Assignment) {
        ticket.assignment = Some(match tickets.explain_assignment(&caller.actor, key).await {
            Ok(view) => Some(AssignmentJson::from(&view)),
            // Nothing was decided yet.
            Err(Error::NotFound) => None,
            Err(error) => return Err(error.into()),
        });
    }
    Ok(())
}

async fn messages(
    state: &AppState,
    caller: &Caller,
    listing: &Listing,
    key: TicketKey,
) -> Result<ListJson<MessageJson>, Problem> {
    let page = state.use_cases.tickets().messages(&caller.actor, key, None, PageLimit::LARGEST, false).await?;
    let position = |last: &MessageDetail| Position { value: 0, id: last.view.message.id.as_uuid() };
    Ok(listing.below("messages").page(OLDEST_FIRST, page, position, MessageJson::from))
}

use deskhand_domain::ticket::{Priority, TicketStatus};
use deskhand_domain::use_cases::{AssigneeChoice, BasedOn, BulkChange, ChangeMany, UpdateTicket};
use deskhand_http_core::problem::Fields;
use serde::Deserialize;
use serde_json::Value;
use utoipa::ToSchema;
use validator::Validate;

use super::open::named_by_value;
use super::update::assignee;
use crate::dto::schemas;
use crate::extract::{JsonObject, RequestBody, present};

/// Several tickets, and the change of each.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BulkChange)]
pub(crate) struct BulkBody {
    /// Numbers or ids, each once.
    #[validate(required)]
    #[schema(value_type = Vec<schemas::NumberOrId>, min_items = 1, max_items = 100)]
    tickets: Option<Vec<Value>>,
    #[schema(value_type = ChangeBody)]
    change: Option<JsonObject>,
}

/// What shall change of each ticket: any of `status`, `priority` and `assignee`, or `take` alone, or `muted` alone. Of one ticket all of it
/// changes, or nothing.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ChangeOfEach)]
struct ChangeBody {
    /// Not together with `assignee`.
    #[schema(value_type = Option<schemas::TicketStatus>)]
    status: Option<String>,
    #[schema(value_type = Option<schemas::Priority>)]
    priority: Option<String>,
    /// A username, an id, `null` to remove the assignee, or `auto` for the least loaded engineer. Not together with `status`.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<schemas::Assignee>)]
    assignee: Option<Option<String>>,
    /// `true`: the caller takes each.
    take: Option<bool>,
    /// Whether the caller gets no mails about them.
    muted: Option<bool>,
}

impl RequestBody for BulkBody {
    type Command = ChangeMany;

    fn into_command(self, fields: &mut Fields) -> Option<ChangeMany> {
        let tickets = fields.value("tickets", self.tickets, |values| {
            values.into_iter().map(|value| Ok((named_by_value(value)?, BasedOn::Any))).collect()
        });
        if self.change.is_none() {
            fields.refuse("change", "required", "is required");
        }
        let change = self.change.and_then(|change| {
            let mut members = Fields::of_body();
            let change = change.read::<ChangeBody>(&mut members).and_then(|change| change.read(&mut members));
            fields.absorb_members("change", members);
            change
        });
        Some(ChangeMany { tickets: tickets?, change: change? })
    }
}

impl ChangeBody {
    fn read(self, members: &mut Fields) -> Option<BulkChange> {
        let status: Option<TicketStatus> = members.text("status", self.status, str::parse);
        let priority: Option<Priority> = members.text("priority", self.priority, str::parse);
        let assignee: Option<AssigneeChoice> =
            members.value("assignee", self.assignee, |word| assignee(word.as_deref()));
        if !members.is_empty() {
            return None;
        }
        let is_update = status.is_some() || priority.is_some() || assignee.is_some();
        match (is_update, self.take, self.muted) {
            (true, None, None) => {
                Some(BulkChange::Update(UpdateTicket { status, priority, assignee, ..UpdateTicket::default() }))
            }
            (false, Some(true), None) => Some(BulkChange::Take),
            (false, None, Some(muted)) => Some(BulkChange::Mute(muted)),
            _ => {
                members.refuse(
                    "",
                    "format",
                    "must have any of status, priority and assignee, or only `take: true`, or only muted",
                );
                None
            }
        }
    }
}

use deskhand_domain::Invalid;
use deskhand_domain::ports::TicketFilter;
use deskhand_domain::use_cases::{ListTickets, Who};
use deskhand_http_core::problem::Fields;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::dto::{WantedFields, schemas, ticket_field};
use crate::extract::{
    QueryParameters, named_person, named_time, page_limit, parse_each, search_text, search_words, yes_or_no,
};

/// Which tickets, in which order.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct TicketsQuery {
    /// One state, or several by comma.
    #[param(value_type = Option<Vec<schemas::TicketStatus>>, style = Form, explode = false)]
    status: Option<String>,
    /// One priority, or several by comma.
    #[param(value_type = Option<Vec<schemas::Priority>>, style = Form, explode = false)]
    priority: Option<String>,
    /// Who opened it: username, id or `me`; several by comma.
    reporter: Option<String>,
    /// Who works on it: username, id, `me` or `none`; several by comma.
    assignee: Option<String>,
    /// The title contains this, whatever its case and accents.
    title: Option<String>,
    /// The description contains this, whatever its case and accents.
    description: Option<String>,
    /// Each of these words is in the title, the description or a message that the caller may read, whatever its case and
    /// accents, or is the number (`97`, `#97`). `"quotes"` make a phrase. At most 8 words.
    q: Option<String>,
    /// Whose turn it is.
    #[param(value_type = Option<schemas::Awaiting>)]
    awaiting: Option<String>,
    /// Opened later than this.
    #[param(format = DateTime)]
    created_after: Option<String>,
    /// Opened earlier than this.
    #[param(format = DateTime)]
    created_before: Option<String>,
    /// Changed later than this.
    #[param(format = DateTime)]
    updated_after: Option<String>,
    /// Changed earlier than this.
    #[param(format = DateTime)]
    updated_before: Option<String>,
    /// `-created_at` unless said otherwise.
    #[param(value_type = Option<schemas::TicketSort>)]
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
    /// Answers only these fields of each ticket, also where the schema requires others; several by comma.
    #[param(value_type = Option<Vec<schemas::TicketField>>, style = Form, explode = false)]
    fields: Option<String>,
}

impl QueryParameters for TicketsQuery {
    type Meaning = (ListTickets, WantedFields);

    fn into_meaning(self, fields: &mut Fields) -> Option<(ListTickets, WantedFields)> {
        let wanted = fields.text("fields", self.fields, |list| parse_each(list, ticket_field));
        let filter = TicketFilter {
            status: fields.text("status", self.status, |list| parse_each(list, str::parse)).unwrap_or_default(),
            priority: fields.text("priority", self.priority, |list| parse_each(list, str::parse)).unwrap_or_default(),
            title: fields.text("title", self.title, search_text),
            description: fields.text("description", self.description, search_text),
            q: fields.text("q", self.q, search_words),
            awaiting: fields.text("awaiting", self.awaiting, str::parse),
            created_after: fields.text("created_after", self.created_after, named_time),
            created_before: fields.text("created_before", self.created_before, named_time),
            updated_after: fields.text("updated_after", self.updated_after, named_time),
            updated_before: fields.text("updated_before", self.updated_before, named_time),
            ..TicketFilter::default()
        };
        let command = ListTickets {
            filter,
            reporter: fields.text("reporter", self.reporter, |list| parse_each(list, reporter)).unwrap_or_default(),
            assignee: fields.text("assignee", self.assignee, |list| parse_each(list, assignee)).unwrap_or_default(),
            sort: fields.text("sort", self.sort, str::parse),
            after: None,
            limit: fields.text("limit", self.limit, page_limit).unwrap_or_default(),
            count: fields.text("count", self.count, yes_or_no).unwrap_or_default(),
        };
        Some((command, wanted))
    }
}

fn reporter(word: &str) -> Result<Who, Invalid> {
    match word {
        "me" => Ok(Who::Me),
        name => named_person(name).map(Who::Person),
    }
}

fn assignee(word: &str) -> Result<Who, Invalid> {
    match word {
        "none" => Ok(Who::Nobody),
        name => reporter(name),
    }
}

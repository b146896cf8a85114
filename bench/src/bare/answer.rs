//! The JSON of the program's answers: the same members, so that as many bytes are written.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Serialize, Serializer, ser};
use time::OffsetDateTime;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;
use uuid::Uuid;

use super::tickets::{TicketView, priority_word};

#[derive(Serialize)]
pub(super) struct TicketJson {
    pub(super) id: Uuid,
    pub(super) number: i64,
    pub(super) title: String,
    pub(super) description: String,
    pub(super) priority: &'static str,
    pub(super) status: String,
    pub(super) awaiting: String,
    pub(super) reporter: PersonJson,
    pub(super) assignee: Option<PersonJson>,
    pub(super) taken_at: Option<Timestamp>,
    pub(super) first_response_at: Option<Timestamp>,
    pub(super) resolved_at: Option<Timestamp>,
    pub(super) closed_at: Option<Timestamp>,
    pub(super) reopen_count: i32,
    pub(super) follow_up_of: Option<Uuid>,
    pub(super) message_count: i32,
    pub(super) created_at: Timestamp,
    pub(super) updated_at: Timestamp,
    pub(super) version: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    muted: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    allowed_actions: Option<&'static Actions>,
}

#[derive(Serialize)]
pub(super) struct PersonJson {
    pub(super) id: Uuid,
    pub(super) username: String,
    pub(super) name: String,
}

#[derive(Serialize)]
struct AllowedJson {
    allowed: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
}

#[derive(Serialize)]
pub(super) struct ListJson {
    pub(super) data: Vec<TicketJson>,
    pub(super) page: PageJson,
}

#[derive(Serialize)]
pub(super) struct PageJson {
    pub(super) next_cursor: Option<String>,
    pub(super) has_more: bool,
}

type Actions = BTreeMap<&'static str, AllowedJson>;

/// What an admin may do with an open ticket: the twin decides nothing, but writes as much as the program.
static ACTIONS: LazyLock<Actions> = LazyLock::new(|| {
    let open = "the ticket is open already; allowed now: block, mark_unresolved, close";
    let yes = |action| (action, AllowedJson { allowed: true, reason: None });
    let no = |action, reason| (action, AllowedJson { allowed: false, reason: Some(reason) });
    BTreeMap::from([
        yes("block"),
        no("cancel", "only the reporter of the ticket may do this"),
        yes("change_assignee"),
        yes("change_priority"),
        yes("close"),
        yes("delete"),
        yes("edit"),
        yes("mark_unresolved"),
        no("reopen", open),
        yes("reply"),
        no("resolve", "a ticket can be resolved only after at least one response to its reporter"),
        no("take", "your role does not allow this"),
        no("unblock", open),
        yes("write_note"),
    ])
});

impl TicketJson {
    pub(super) fn of(view: TicketView, reads_notes: bool) -> Self {
        let people = (view.assignee_id, view.assignee_username, view.assignee_name);
        Self {
            id: view.id,
            number: view.number,
            title: view.title,
            description: view.description,
            priority: priority_word(view.priority),
            status: view.status,
            awaiting: view.awaiting,
            reporter: PersonJson { id: view.reporter_id, username: view.reporter_username, name: view.reporter_name },
            assignee: match people {
                (Some(id), Some(username), Some(name)) => Some(PersonJson { id, username, name }),
                _ => None,
            },
            taken_at: view.taken_at.map(Timestamp),
            first_response_at: view.first_response_at.map(Timestamp),
            resolved_at: view.resolved_at.map(Timestamp),
            closed_at: view.closed_at.map(Timestamp),
            reopen_count: view.reopen_count,
            follow_up_of: view.follow_up_of,
            message_count: view.message_count + if reads_notes { view.note_count } else { 0 },
            created_at: Timestamp(view.created_at),
            updated_at: Timestamp(view.updated_at),
            version: view.version,
            muted: None,
            allowed_actions: None,
        }
    }

    /// As the answer for a single ticket.
    pub(super) fn with_details(self, muted: bool) -> Self {
        Self { muted: Some(muted), allowed_actions: Some(&ACTIONS), ..self }
    }
}

/// A stored time, written as RFC 3339 with milliseconds.
#[derive(Clone, Copy)]
pub(super) struct Timestamp(pub(super) i64);

const FORMAT: &[BorrowedFormatItem<'_>] =
    format_description!("[year]-[month]-[day]T[hour]:[minute]:[second].[subsecond digits:3]Z");

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, output: S) -> Result<S::Ok, S::Error> {
        let at =
            OffsetDateTime::from_unix_timestamp_nanos(i128::from(self.0) * 1_000_000).map_err(ser::Error::custom)?;
        output.serialize_str(&at.format(FORMAT).map_err(ser::Error::custom)?)
    }
}

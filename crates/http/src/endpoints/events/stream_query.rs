use deskhand_domain::EventId;
use deskhand_http_core::problem::Fields;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::extract::{QueryParameters, yes_or_no};

/// Where a stream of server-sent events begins, and how it names its messages.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct StreamQuery {
    /// The id of the last event that the client has. Without it, the stream begins now.
    #[param(value_type = Option<uuid::Uuid>)]
    after: Option<String>,
    /// Whether messages have the names of their kinds: true unless said otherwise. Without names, `onmessage` receives all of them, and
    /// `kind` in their data says what they are.
    #[param(value_type = Option<bool>)]
    names: Option<String>,
    /// A ticket from `POST /events/ticket`, in place of `Authorization`.
    #[expect(dead_code, reason = "a known parameter that is not refused; the authentication reads it")]
    ticket: Option<String>,
}

pub(super) struct WantedStream {
    pub(super) after: Option<EventId>,
    pub(super) has_names: bool,
}

impl QueryParameters for StreamQuery {
    type Meaning = WantedStream;

    fn into_meaning(self, fields: &mut Fields) -> Option<WantedStream> {
        Some(WantedStream {
            after: fields.text("after", self.after, str::parse),
            has_names: fields.text("names", self.names, yes_or_no).unwrap_or(true),
        })
    }
}

use deskhand_domain::EventId;
use deskhand_http_core::problem::Fields;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::extract::QueryParameters;

/// Where a stream begins.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct AfterQuery {
    /// The id of the last event that the client has. Without it, the stream begins now.
    #[param(value_type = Option<uuid::Uuid>)]
    after: Option<String>,
}

impl QueryParameters for AfterQuery {
    type Meaning = Option<EventId>;

    fn into_meaning(self, fields: &mut Fields) -> Option<Option<EventId>> {
        Some(fields.text("after", self.after, str::parse))
    }
}

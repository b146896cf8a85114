use deskhand_http_core::problem::Fields;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::extract::{QueryParameters, yes_or_no};

/// Whether to do it, or only to tell what would happen.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct DryRunQuery {
    /// `true`: validate, decide, answer what would happen, and change nothing.
    #[param(value_type = Option<bool>)]
    dry_run: Option<String>,
}

impl QueryParameters for DryRunQuery {
    type Meaning = bool;

    fn into_meaning(self, fields: &mut Fields) -> Option<bool> {
        Some(fields.text("dry_run", self.dry_run, yes_or_no).unwrap_or_default())
    }
}

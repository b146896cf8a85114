use deskhand_domain::Invalid;
use deskhand_http_core::problem::Fields;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::extract::QueryParameters;

/// How a file is handed out.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct InlineQuery {
    /// `1`: to be shown in place, if it is a PNG, JPEG, GIF or WebP picture by its bytes. Everything else is a download.
    inline: Option<String>,
}

impl QueryParameters for InlineQuery {
    type Meaning = bool;

    fn into_meaning(self, fields: &mut Fields) -> Option<bool> {
        Some(fields.text("inline", self.inline, one_or_nothing).unwrap_or_default())
    }
}

fn one_or_nothing(text: &str) -> Result<bool, Invalid> {
    match text {
        "1" | "true" => Ok(true),
        "0" | "false" => Ok(false),
        _ => Err(Invalid::Format("1 or 0")),
    }
}

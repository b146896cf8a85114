use actix_web::{HttpResponse, patch, web};
use deskhand_domain::Invalid;
use deskhand_domain::use_cases::UpdateWebhook;
use deskhand_domain::webhooks::{WebhookDescription, WebhookKinds, WebhookUrl};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::{Fields, Problem};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::create::parse_kinds;
use super::webhook_json::WebhookJson;
use crate::dto::schemas;
use crate::extract::{Caller, RequestBody, ValidJson, WebhookPath, characters, present};

/// What shall change of a webhook; what is absent stays.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = WebhookChange)]
pub(crate) struct UpdateWebhookBody {
    #[serde(default, deserialize_with = "present")]
    #[validate(length(max = characters(WebhookUrl::MAX)))]
    #[schema(value_type = schemas::WebhookUrl, required = false)]
    url: Option<Option<String>>,
    /// Which kinds of events are sent there; `null` for all.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = Option<Vec<schemas::EventKind>>, min_items = 1, max_items = 100)]
    kinds: Option<Option<Vec<String>>>,
    #[serde(default, deserialize_with = "present")]
    #[validate(length(max = characters(WebhookDescription::MAX)))]
    #[schema(value_type = Option<schemas::WebhookDescription>)]
    description: Option<Option<String>>,
    /// `paused` stops it for a while; `active` goes on, with what happened meanwhile.
    #[serde(default, deserialize_with = "present")]
    #[schema(value_type = schemas::WebhookSwitch, required = false)]
    state: Option<Option<String>>,
}

impl RequestBody for UpdateWebhookBody {
    type Command = UpdateWebhook;

    fn into_command(self, fields: &mut Fields) -> Option<UpdateWebhook> {
        let url = fields.changed("url", self.url);
        let state = fields.changed("state", self.state);
        let kinds = fields.clearable("kinds", self.kinds, |words| parse_kinds(&words));
        Some(UpdateWebhook {
            url: fields.text("url", url, WebhookUrl::parse),
            kinds: kinds.map(|chosen| chosen.unwrap_or(WebhookKinds::All)),
            description: fields.clearable("description", self.description, |text| WebhookDescription::parse(&text)),
            active: fields.text("state", state, is_active),
        })
    }
}

fn is_active(word: &str) -> Result<bool, Invalid> {
    match word {
        "active" => Ok(true),
        "paused" => Ok(false),
        _ => Err(Invalid::Format("one of active, paused")),
    }
}

/// Changes a webhook: all of the body or nothing.
#[utoipa::path(
    tag = "webhooks",
    params(("webhook" = String, Path, description = "Id.")),
    request_body = UpdateWebhookBody,
    responses((status = 200, description = "The changed webhook.", body = WebhookJson))
)]
#[patch("/api/v1/webhooks/{webhook}")]
pub(crate) async fn update_webhook(
    state: web::Data<AppState>,
    caller: Caller,
    WebhookPath(id): WebhookPath,
    body: ValidJson<UpdateWebhookBody>,
) -> Result<HttpResponse, Problem> {
    let changing = state.change(caller.origin.clone(), async move |use_cases| {
        use_cases.webhooks().update(&caller.actor, id, body.0).await
    });
    Ok(HttpResponse::Ok().json(WebhookJson::from(&changing.await?)))
}

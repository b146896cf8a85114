use actix_web::{HttpResponse, post, web};
use deskhand_domain::Invalid;
use deskhand_domain::history::EventKind;
use deskhand_domain::ports::check_number_of_values;
use deskhand_domain::use_cases::CreateWebhook;
use deskhand_domain::webhooks::{WebhookDescription, WebhookKinds, WebhookUrl};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::{Fields, Problem};
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::secret::{with_secret, without_secret};
use super::webhook_json::WebhookJson;
use crate::dto::{Created, schemas};
use crate::extract::{Caller, IdempotencyHeader, RequestBody, ValidJson, characters};

/// A new webhook.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewWebhook)]
pub(crate) struct CreateWebhookBody {
    #[validate(required, length(max = characters(WebhookUrl::MAX)))]
    #[schema(value_type = schemas::WebhookUrl)]
    url: Option<String>,
    /// Which kinds of events are sent there, at least one; all where it is absent.
    #[schema(value_type = Option<Vec<schemas::EventKind>>, min_items = 1, max_items = 100)]
    kinds: Option<Vec<String>>,
    #[validate(length(max = characters(WebhookDescription::MAX)))]
    #[schema(value_type = Option<schemas::WebhookDescription>)]
    description: Option<String>,
}

impl RequestBody for CreateWebhookBody {
    type Command = CreateWebhook;

    fn into_command(self, fields: &mut Fields) -> Option<CreateWebhook> {
        let url = fields.text("url", self.url, WebhookUrl::parse);
        let kinds = fields.value("kinds", self.kinds, |words| parse_kinds(&words));
        let description = fields.text("description", self.description, WebhookDescription::parse);
        Some(CreateWebhook { url: url?, kinds: kinds.unwrap_or_default(), description })
    }
}

pub(super) fn parse_kinds(words: &[String]) -> Result<WebhookKinds, Invalid> {
    check_number_of_values(words.len())?;
    let kinds: Vec<EventKind> = words.iter().map(|word| word.parse()).collect::<Result<_, _>>()?;
    WebhookKinds::parse(kinds)
}

/// Makes a webhook. It is sent what happens from now on, signed as Standard Webhooks 1.0 says, in the order of each ticket.
#[utoipa::path(
    tag = "webhooks",
    params(
        ("Idempotency-Key" = Option<String>, Header, description = "Makes it safe to send the request again: within 24 hours the same request is carried out once, and answered the same.")
    ),
    request_body = CreateWebhookBody,
    responses(
        (status = 201, description = "The webhook, with its secret this once. `Location` is set.", body = WebhookJson),
        (status = 409, description = "`too-many-webhooks`: a desk has at most 20."),
    )
)]
#[post("/api/v1/webhooks")]
pub(crate) async fn create_webhook(
    state: web::Data<AppState>,
    caller: Caller,
    idempotency: IdempotencyHeader,
    ValidJson(command, digest): ValidJson<CreateWebhookBody>,
) -> Result<HttpResponse, Problem> {
    let guard = idempotency.begin(Some(caller.actor.id), &digest)?;
    let making = state.change(caller.origin.clone(), async move |use_cases| {
        let keep = |webhook: &_| without_secret(webhook)?.to_text();
        use_cases.webhooks().create(&caller.actor, command, &guard.execution(&keep)).await
    });
    let (answer, replayed) = Created::of_outcome(&making.await?, without_secret)?;
    Ok(with_secret(answer, &state.use_cases).await?.into_response(replayed))
}

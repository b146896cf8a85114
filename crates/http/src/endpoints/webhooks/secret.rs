//! Answers that show a secret once. The stored answer has none; it is added whenever the answer is given.

use deskhand_domain::use_cases::UseCases;
use deskhand_domain::webhooks::Webhook;
use deskhand_http_core::problem::Problem;

use super::webhook_json::WebhookJson;
use crate::dto::Created;

const LOCATION_PREFIX: &str = "/api/v1/webhooks/";

pub(super) fn without_secret(webhook: &Webhook) -> Option<Created> {
    let location = format!("{LOCATION_PREFIX}{}", webhook.id);
    Created::new(Some(location), None, &WebhookJson::without_secret(webhook))
}

pub(super) async fn with_secret(mut answer: Created, use_cases: &UseCases) -> Result<Created, Problem> {
    let unreadable = || Problem::internal("the answer about a webhook can't be completed");
    let id = answer.location.as_deref().and_then(|location| location.strip_prefix(LOCATION_PREFIX)?.parse().ok());
    let key = use_cases.webhooks().key(id.ok_or_else(unreadable)?).await?;
    let body = answer.body.strip_suffix(WebhookJson::NO_SECRET).ok_or_else(unreadable)?;
    answer.body = format!("{body}\"{}\"}}", key.reveal());
    Ok(answer)
}

use deskhand_domain::history::EventKind;
use deskhand_domain::webhooks::Webhook;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::dto::{Timestamp, schemas};

/// An address that events are sent to.
#[derive(Serialize, ToSchema)]
#[schema(as = Webhook)]
pub(crate) struct WebhookJson {
    id: Uuid,
    #[schema(value_type = schemas::WebhookUrl)]
    url: String,
    /// Which kinds of events are sent there; `null` for all.
    #[schema(required, value_type = Option<Vec<schemas::EventKind>>)]
    kinds: Option<Vec<&'static str>>,
    #[schema(required, value_type = Option<schemas::WebhookDescription>)]
    description: Option<String>,
    #[schema(value_type = schemas::WebhookState)]
    state: &'static str,
    /// Since when every try failed; `null` where the last one succeeded.
    #[schema(required)]
    failing_since: Option<Timestamp>,
    /// Until when deliveries are signed with the secret before the last rotation too; `null` where there was none.
    #[schema(required)]
    previous_secret_until: Option<Timestamp>,
    /// Who made it.
    created_by: Uuid,
    created_at: Timestamp,
    updated_at: Timestamp,
    /// What deliveries are signed with, as the libraries of Standard Webhooks take it. It is shown only once: where it is made.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    secret: Option<String>,
}

impl From<&Webhook> for WebhookJson {
    fn from(webhook: &Webhook) -> Self {
        Self {
            id: webhook.id.as_uuid(),
            url: webhook.url.to_string(),
            kinds: webhook.kinds.chosen().map(|kinds| kinds.iter().map(EventKind::as_str).collect()),
            description: webhook.description.as_ref().map(ToString::to_string),
            state: webhook.state.as_str(),
            failing_since: webhook.failing_since.map(Timestamp),
            previous_secret_until: webhook.keys.previous.as_ref().map(|(_, until)| Timestamp(*until)),
            created_by: webhook.created_by.as_uuid(),
            created_at: Timestamp(webhook.created_at),
            updated_at: Timestamp(webhook.updated_at),
            secret: None,
        }
    }
}

impl WebhookJson {
    /// The end of the JSON before the secret is added: it is the last field.
    pub(super) const NO_SECRET: &str = r#"""}"#;

    pub(super) fn without_secret(webhook: &Webhook) -> Self {
        Self { secret: Some(String::new()), ..webhook.into() }
    }
}

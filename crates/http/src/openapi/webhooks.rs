//! The section of what the desk sends by itself: events, to addresses that an admin names.

use serde_json::{Value, json};

/// The headers of every delivery (Standard Webhooks): name, meaning, example.
const HEADERS: &[(&str, &str, &str)] = &[
    (
        "webhook-id",
        "The id of the delivery. A repeated delivery has the same one: take each once.",
        "0197b0a4-0008-7000-8000-000000000001",
    ),
    (
        "webhook-timestamp",
        "When it was signed, in seconds since 1970. Refuse what is older than five minutes.",
        "1767603600",
    ),
    (
        "webhook-signature",
        "`v1,` and the HMAC-SHA256 of id, timestamp and body, in Base64. Several are separated by blanks while a secret is changed.",
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    ),
];

/// Adds the deliveries, and the schemas of their bodies.
pub(super) fn add(document: &mut Value) {
    let schemas = &mut document["components"]["schemas"];
    schemas["WebhookEvent"] = body(
        "An event, as a webhook gets it.",
        &json!({
            "type": "string",
            "pattern": "^[a-z_]+\\.[a-z_]+$",
            "description": "What it is about, and the kind of the event: `ticket.` or `person.`, then the `kind` of `data`."
        }),
        &json!({ "$ref": "#/components/schemas/FeedEvent" }),
    );
    schemas["WebhookTest"] = body(
        "What a webhook gets where an admin tries it.",
        &json!({ "type": "string", "const": "webhook.test", "description": "Always `webhook.test`." }),
        &json!({ "$ref": "#/components/schemas/WebhookTestData" }),
    );
    schemas["WebhookTestData"] = json!({
        "type": "object",
        "description": "What is said of a webhook that is tried.",
        "required": ["webhook"],
        "properties": { "webhook": { "type": "string", "format": "uuid", "description": "The id of the webhook." } }
    });
    document["webhooks"] = json!({
        "event": { "post": delivery("webhook_event", "WebhookEvent", "Something happened, as every admin may know of it.") },
        "test": { "post": delivery("webhook_test", "WebhookTest", "An admin tries the webhook.") }
    });
}

fn body(description: &str, kind: &Value, data: &Value) -> Value {
    json!({
        "type": "object",
        "description": description,
        "required": ["type", "timestamp", "data"],
        "properties": {
            "type": kind,
            "timestamp": { "$ref": "#/components/schemas/Timestamp", "description": "When it happened." },
            "data": data
        }
    })
}

fn delivery(name: &str, schema: &str, summary: &str) -> Value {
    let headers = HEADERS.iter().map(|(name, words, example)| {
        json!({ "name": name, "in": "header", "required": true, "description": words, "schema": { "type": "string", "examples": [example] } })
    });
    json!({
        "operationId": name,
        "tags": ["webhooks"],
        "summary": summary,
        "description": "The receiver verifies the signature before it reads the body, and answers with any 2xx status once it has kept it. Everything else is a failure, and the delivery is repeated.",
        "security": [],
        "parameters": headers.collect::<Vec<_>>(),
        "requestBody": {
            "required": true,
            "content": { "application/json": { "schema": { "$ref": format!("#/components/schemas/{schema}") } } }
        },
        "responses": {
            "2XX": { "description": "It is kept: the delivery is done." },
            "4XX": { "description": "The receiver refuses it." }
        }
    })
}

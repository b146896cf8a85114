//! What goes over the event streams, message by message.

use deskhand_http_core::streaming::CloseReason;
use serde_json::{Map, Value, json};

/// What a stream of server-sent events sends.
pub(super) fn stream_messages() -> Map<String, Value> {
    let reasons: Vec<_> = CloseReason::ALL.iter().map(|reason| reason.as_str()).collect();
    let notice =
        |kind: &str| object(&[], &json!({ "kind": { "const": kind, "description": "Only with `names=false`." } }));
    let mut bye = notice("bye");
    bye["required"] = json!(["reason"]);
    bye["properties"]["reason"] = json!({ "type": "string", "enum": reasons, "description": "Why it ends." });
    named([
        ("stream_event", "Something happened.", reference("FeedEvent")),
        ("stream_ready", "The first message. Its id is the place from which the stream goes on.", notice("ready")),
        (
            "stream_reset",
            "Before `ready`, where the id of the client is unknown: read anew what there is.",
            notice("reset"),
        ),
        ("stream_bye", "The last message.", bye),
    ])
}

/// What the server sends over a WebSocket.
pub(super) fn socket_messages() -> Map<String, Value> {
    let kind = |word: &str| json!({ "const": word, "description": "What message this is." });
    let id = json!({
        "type": ["string", "integer", "number", "null"],
        "description": "The id that the client gave to its command; `null` where none could be read."
    });
    let place = json!({ "type": "string", "format": "uuid", "description": "The id of the event after which the stream goes on." });
    named([
        (
            "socket_event",
            "Something happened.",
            object(&["type", "event"], &json!({ "type": kind("event"), "event": reference("FeedEvent") })),
        ),
        ("socket_ready", "The first message.", object(&["type", "id"], &json!({ "type": kind("ready"), "id": place }))),
        (
            "socket_reset",
            "Before `ready`, where the id of `after` is unknown: read anew what there is.",
            object(&["type"], &json!({ "type": kind("reset") })),
        ),
        (
            "socket_ack",
            "The command is carried out.",
            object(
                &["type", "id", "ok", "ticket"],
                &json!({ "type": kind("ack"), "id": id, "ok": { "const": true }, "ticket": reference("Ticket") }),
            ),
        ),
        (
            "socket_refusal",
            "The command is refused, as the request that does the same would be.",
            object(
                &["type", "id", "ok", "problem"],
                &json!({ "type": kind("ack"), "id": id, "ok": { "const": false }, "problem": reference("Problem") }),
            ),
        ),
    ])
}

/// What a client sends over a WebSocket.
pub(super) fn commands() -> Map<String, Value> {
    let command = |word: &str, field: Option<(&str, &str)>| {
        let id = json!({ "type": ["string", "number", "null"], "maxLength": 100, "description": "Comes back in the answer." });
        let mut fields = json!({
            "id": id, "command": { "const": word }, "ticket": reference("NumberOrId")
        });
        let mut required = vec!["command", "ticket"];
        if let Some((name, schema)) = field {
            fields[name] = reference(schema);
            required.push(name);
        }
        object(&required, &fields)
    };
    named([
        ("command_take", "Takes a ticket: the caller is on it.", command("take", None)),
        ("command_set_status", "Moves a ticket.", command("set_status", Some(("status", "TicketStatus")))),
        (
            "command_set_priority",
            "Sets the priority of a ticket.",
            command("set_priority", Some(("priority", "Priority"))),
        ),
    ])
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

fn object(required: &[&str], properties: &Value) -> Value {
    json!({ "type": "object", "additionalProperties": false, "required": required, "properties": properties })
}

fn named<const N: usize>(messages: [(&str, &str, Value); N]) -> Map<String, Value> {
    let message = |(name, summary, payload): (&str, &str, Value)| {
        (name.to_owned(), json!({ "name": name, "title": name, "summary": summary, "payload": payload }))
    };
    messages.into_iter().map(message).collect()
}

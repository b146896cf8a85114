//! The messages of the event streams as an AsyncAPI document. Events, tickets and problems have the schemas of the OpenAPI document.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::event_messages::{commands, socket_messages, stream_messages};
use super::openapi;

const SCHEMAS: &str = "#/components/schemas/";

const ABOUT: &str = "What happens on a deskhand, as it happens: over server-sent events, and over a WebSocket that takes commands too. \
                     Each event is sent once and in order; a client that comes back with the id of the last one misses nothing.";

/// The document of the event streams, for clients and for `deskhand openapi --events`.
#[must_use]
pub fn asyncapi() -> Value {
    let (stream, socket, commands) = (stream_messages(), socket_messages(), commands());
    let mut document = json!({
        "asyncapi": "3.1.0",
        "info": info(),
        "defaultContentType": "application/json",
        "servers": { "desk": { "host": "localhost:8080", "protocol": "http", "description": "A desk that was just started; the OpenAPI document that it serves has its own address." } },
        "channels": {
            "stream": channel("/api/v1/events/stream", "Server-sent events. The payload is the `data` of each; its `event` is the kind, unless `names=false` leaves it out and puts `kind` into the data.", &[&stream]),
            "socket": channel("/api/v1/events/ws", "A WebSocket of the protocol `deskhand.v1`, with JSON in messages of text.", &[&socket, &commands])
        },
        "operations": {
            "send_stream_messages": operation("send", "stream", &stream, "Says what happens."),
            "send_socket_messages": operation("send", "socket", &socket, "Says what happens, and answers commands."),
            "receive_commands": operation("receive", "socket", &commands, "Takes a command. It is answered by an `ack` with its id, in order.")
        },
        "components": {
            "messages": stream.iter().chain(&socket).chain(&commands).map(|(name, message)| (name.clone(), message.clone())).collect::<Map<_, _>>(),
            "schemas": {}
        }
    });
    document["components"]["schemas"] = schemas_of(&document["components"]["messages"]);
    document.sort_all_objects();
    document
}

fn info() -> Value {
    let info = &openapi()["info"];
    json!({
        "title": "deskhand events", "version": info["version"], "description": ABOUT,
        "license": { "name": info["license"]["name"] }, "contact": info["contact"],
        "tags": [{ "name": "events", "description": "What happened." }]
    })
}

fn channel(address: &str, description: &str, messages: &[&Map<String, Value>]) -> Value {
    let references = messages.iter().flat_map(|messages| messages.keys());
    let references: Map<_, _> =
        references.map(|name| (name.clone(), json!({ "$ref": format!("#/components/messages/{name}") }))).collect();
    json!({ "address": address, "description": description, "messages": references })
}

fn operation(action: &str, channel: &str, messages: &Map<String, Value>, summary: &str) -> Value {
    let channel = format!("#/channels/{channel}");
    // In the order of names, as in the rest of the document.
    let names: BTreeSet<_> = messages.keys().collect();
    let messages = names.into_iter().map(|name| json!({ "$ref": format!("{channel}/messages/{name}") }));
    json!({
        "action": action, "channel": { "$ref": channel }, "summary": summary, "description": summary,
        "messages": messages.collect::<Vec<_>>()
    })
}

/// Every schema of the OpenAPI document that the messages need.
fn schemas_of(messages: &Value) -> Value {
    let known = &openapi()["components"]["schemas"];
    let mut needed = Map::new();
    let mut waiting = references(messages);
    while let Some(name) = waiting.pop() {
        if !needed.contains_key(&name) {
            waiting.extend(references(&known[&name]));
            needed.insert(name.clone(), known[&name].clone());
        }
    }
    Value::Object(needed)
}

fn references(value: &Value) -> Vec<String> {
    match value {
        Value::Object(fields) => {
            let own = fields.get("$ref").and_then(Value::as_str).and_then(|reference| reference.strip_prefix(SCHEMAS));
            fields.values().flat_map(references).chain(own.map(ToOwned::to_owned)).collect()
        }
        Value::Array(values) => values.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}

//! Declares the headers of every answer, so that generated clients give them to programs.

use serde_json::{Map, Value, json};

/// Every header by its name, what it means, and the type of its value.
const HEADERS: &[(&str, &str, &str)] = &[
    ("X-Request-Id", "The id of the request, under which the operator finds it in the log.", "string"),
    ("ETag", "The version of what is answered. Send it back as `If-Match` or `If-None-Match`.", "string"),
    ("Location", "Where the new thing is, as a path on this host.", "string"),
    ("Link", "`rel=\"next\"`: the next page. Absent on the last one.", "string"),
    ("Retry-After", "The seconds after which another try makes sense.", "integer"),
    ("WWW-Authenticate", "`Bearer`: how to say who you are.", "string"),
    (
        "Idempotency-Replayed",
        "`true` where the answer was given before, to the same request with the same `Idempotency-Key`.",
        "string",
    ),
    (
        "RateLimit",
        "What is left of the limits that count this request (draft-ietf-httpapi-ratelimit-headers).",
        "string",
    ),
    ("RateLimit-Policy", "The limits that count this request.", "string"),
    ("Content-Disposition", "`attachment` or `inline`, and the name of the file.", "string"),
    ("Content-Range", "Which part of the file this is; of 416, how long the file is.", "string"),
    ("Accept-Ranges", "`bytes`: parts of the file can be asked for with `Range`.", "string"),
    ("Sec-WebSocket-Protocol", "`deskhand.v1`, where the client offered it.", "string"),
];

/// Declares all of them under `components`, and on each answer those that it can have.
pub(super) fn declare(document: &mut Value) {
    let declared: Map<String, Value> = HEADERS
        .iter()
        .map(|(name, words, kind)| ((*name).to_owned(), json!({ "description": words, "schema": { "type": kind } })))
        .collect();
    document["components"]["headers"] = Value::Object(declared);
    let paths = document["paths"].as_object_mut().into_iter().flat_map(Map::values_mut);
    for operation in paths.filter_map(Value::as_object_mut).flat_map(Map::values_mut) {
        let is_limited = operation["responses"].get("429").is_some();
        let is_repeatable = operation.to_string().contains("\"Idempotency-Key\"");
        let Some(answers) = operation["responses"].as_object_mut() else { continue };
        for (status, answer) in answers {
            let names = names(status, answer, is_limited, is_repeatable);
            let headers = names
                .into_iter()
                .map(|name| (name.to_owned(), json!({ "$ref": format!("#/components/headers/{name}") })));
            answer["headers"] = Value::Object(headers.collect());
        }
    }
}

fn names(status: &str, answer: &Value, is_limited: bool, is_repeatable: bool) -> Vec<&'static str> {
    let schema = answer.pointer("/content/application~1json/schema").map(Value::to_string).unwrap_or_default();
    let has_version =
        ["Ticket\"", "TicketOrPlan\"", "User\""].iter().any(|name| schema.contains(&format!("schemas/{name}")));
    let mut names = vec!["X-Request-Id"];
    let is_file = answer.pointer("/content/application~1octet-stream").is_some();
    match status {
        "101" => names.push("Sec-WebSocket-Protocol"),
        // The description of each answer says whether what was made has an address.
        "201" if answer["description"].as_str().is_some_and(|words| words.contains("`Location`")) => {
            names.push("Location");
        }
        "206" | "416" => names.push("Content-Range"),
        "401" => names.push("WWW-Authenticate"),
        "409" | "429" | "503" | "507" => names.push("Retry-After"),
        _ => {}
    }
    if matches!(status, "200" | "201" | "304") && (has_version || status == "304") {
        names.push("ETag");
    }
    if status == "200" && schema.contains("List\"") {
        names.push("Link");
    }
    if is_repeatable && (status == "201" || schema.contains("schemas/BulkResults\"")) {
        names.push("Idempotency-Replayed");
    }
    if is_file {
        names.extend(["Accept-Ranges", "Content-Disposition"]);
    }
    if answer.pointer("/content/image~1png").is_some() {
        names.push("ETag");
    }
    if ["text~1csv", "application~1jsonl"].iter().any(|media| answer.pointer(&format!("/content/{media}")).is_some()) {
        names.push("Content-Disposition");
    }
    if is_limited {
        names.extend(["RateLimit", "RateLimit-Policy"]);
    }
    names
}

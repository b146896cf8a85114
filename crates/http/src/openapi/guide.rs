//! What the document says beside its operations: what this is, how to use it, and the groups of operations.

use serde_json::{Value, json};

/// The groups of operations, in the order of the document.
const TAGS: &[(&str, &str)] = &[
    ("tickets", "Open, list, read, change, take and delete tickets; their conversations and histories."),
    ("files", "Upload files for tickets and messages, read and remove them."),
    ("accounts", "One's own account: sign up and in, sessions, passwords, addresses."),
    ("people", "Other people's accounts: list, create, change and remove them."),
    ("api keys", "Keys for programs."),
    ("events", "What happened: by polling, as Server-Sent Events, or over WebSocket."),
    ("reports", "Figures and the list of resolved tickets."),
    ("mail", "Mails that wait or could not be delivered."),
    ("security", "For admins: the security log."),
    ("webhooks", "What the desk sends by itself to addresses that an admin names."),
    ("system", "Health, metrics and this document."),
];

/// Adds them.
pub(super) fn add(document: &mut Value) {
    document["info"]["description"] = json!(include_str!("guide.md"));
    document["info"]["license"] = json!({ "name": "MIT OR Apache-2.0", "identifier": "MIT OR Apache-2.0" });
    document["info"]["contact"] = json!({ "name": "The operator of this desk" });
    document["servers"] = json!([{ "url": "/", "description": "The desk that answers this document." }]);
    let used = format!("{}{}", document["paths"], document["webhooks"]);
    let tags = TAGS.iter().filter(|(name, _)| used.contains(&format!("[\"{name}\"]")));
    document["tags"] = tags.map(|(name, words)| json!({ "name": name, "description": words })).collect();
}

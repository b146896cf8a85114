//! The words of the CRM service, and those of the desk for the same things.

use serde_json::{Map, Value, json};

/// A user as the CRM service shows one. Its ADMIN is the superadmin here; an admin who was made later is an ADMIN as well.
pub(super) fn user(user: &Value) -> Value {
    let role = match user["role"].as_str().unwrap() {
        "superadmin" | "admin" => "ADMIN".to_owned(),
        other => other.to_uppercase(),
    };
    let mut shown = json!({
        "name": user["name"],
        "email": user["email"],
        "userId": user["username"],
        "userType": role,
        "userStatus": user["status"].as_str().unwrap().to_uppercase(),
        "createdAt": user["created_at"],
        "updatedAt": user["updated_at"],
    });
    if role != "CUSTOMER" && user["open_tickets"].is_number() {
        shown["ticketsWorkingOnCount"] = user["open_tickets"].clone();
    }
    shown
}

/// A ticket as the CRM service shows one.
pub(super) fn ticket(ticket: &Value) -> Value {
    let priority = PRIORITIES.iter().find(|(_, word)| ticket["priority"] == *word).unwrap().0;
    json!({
        "_id": ticket["id"],
        "title": ticket["title"],
        "ticketPriority": priority,
        "description": ticket["description"],
        "status": ticket["status"].as_str().unwrap().to_uppercase(),
        "reporter": ticket["reporter"]["username"],
        "assignee": ticket["assignee"]["username"],
        "createdAt": ticket["created_at"],
        "updatedAt": ticket["updated_at"],
    })
}

const PRIORITIES: [(u64, &str); 4] = [(4, "low"), (3, "medium"), (2, "high"), (1, "urgent")];

/// The name of a field or parameter here.
pub(super) fn name(theirs: &str) -> &str {
    match theirs {
        "userId" => "username",
        "userType" => "role",
        "userStatus" => "status",
        "ticketPriority" => "priority",
        same => same,
    }
}

/// The value of a field or parameter here: their words are in capitals, and priorities are numbers.
pub(super) fn value(theirs: &str, value: &Value) -> Value {
    let number = value.as_u64().or_else(|| value.as_str().and_then(|text| text.parse().ok()));
    match theirs {
        "userType" | "userStatus" | "status" => json!(value.as_str().unwrap().to_lowercase()),
        "ticketPriority" => {
            PRIORITIES.iter().find(|(known, _)| Some(*known) == number).map_or(value.clone(), |(_, word)| json!(word))
        }
        _ => value.clone(),
    }
}

/// A body in the words of the desk.
pub(super) fn body(theirs: &Value) -> Value {
    let fields = theirs.as_object().cloned().unwrap_or_default();
    fields.iter().map(|(key, content)| (name(key).to_owned(), value(key, content))).collect::<Map<_, _>>().into()
}

/// A query in the words of the desk.
pub(super) fn query(theirs: &str) -> String {
    let pairs = theirs.split('&').filter_map(|pair| pair.split_once('='));
    pairs.map(|(key, content)| format!("&{}={}", name(key), value(key, &json!(content)).as_str().unwrap())).collect()
}

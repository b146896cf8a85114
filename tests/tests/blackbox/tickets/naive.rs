//! Filters and orders a second time, in the plainest way.

use deskhand_domain::text::search_folded;
use serde_json::Value;

use crate::support::Person;

fn text<'a>(ticket: &'a Value, pointer: &str) -> &'a str {
    ticket.pointer(pointer).and_then(Value::as_str).unwrap_or_default()
}

/// The words of docs/api.md, taken one by one and without any cleverness.
pub(super) fn fits(ticket: &Value, name: &str, wanted: &str, me: &Person) -> bool {
    let one_of = |value: &str| wanted.split(',').any(|word| word == value);
    let is_person = |person: &Value, word: &str| match word {
        "me" => person["id"] == me.id,
        "none" => person.is_null(),
        _ => person["username"] == word || person["id"] == word,
    };
    let contains = |pointer| search_folded(text(ticket, pointer)).contains(&search_folded(wanted));
    match name {
        "status" => one_of(text(ticket, "/status")),
        "priority" => one_of(text(ticket, "/priority")),
        "awaiting" => text(ticket, "/awaiting") == wanted,
        "reporter" | "assignee" => wanted.split(',').any(|word| is_person(&ticket[name], word)),
        "title" => contains("/title"),
        "description" => contains("/description"),
        "q" => {
            contains("/title") || contains("/description") || wanted.parse().is_ok_and(|n: u64| ticket["number"] == n)
        }
        "created_after" => text(ticket, "/created_at") > wanted,
        "created_before" => text(ticket, "/created_at") < wanted,
        "updated_after" => text(ticket, "/updated_at") > wanted,
        "updated_before" => text(ticket, "/updated_at") < wanted,
        other => panic!("no such filter: {other}"),
    }
}

pub(super) fn may_see(ticket: &Value, who: &Person) -> bool {
    match who.username.as_str() {
        "ada" | "ben" => ticket["reporter"]["id"] == who.id,
        "bob" | "carl" => ticket["reporter"]["id"] == who.id || ticket["assignee"]["id"] == who.id,
        _ => true,
    }
}

pub(super) fn in_order(mut tickets: Vec<Value>, sort: &str) -> Vec<Value> {
    let number = |ticket: &Value| ticket["number"].as_u64().unwrap();
    let rank = |ticket: &Value| {
        ["urgent", "high", "medium", "low"].iter().position(|word| ticket["priority"] == *word).unwrap()
    };
    // Numbers and ids grow together, so that ties by id are ties by number.
    tickets.sort_by_key(number);
    match sort.trim_start_matches('-') {
        "priority" => tickets.sort_by_key(rank),
        "number" => {}
        field => tickets.sort_by_key(|ticket| ticket[field].as_str().unwrap().to_owned()),
    }
    if sort.starts_with('-') {
        tickets.reverse();
    }
    tickets
}

pub(super) fn numbers(tickets: &[Value]) -> Vec<u64> {
    tickets.iter().map(|ticket| ticket["number"].as_u64().unwrap()).collect()
}

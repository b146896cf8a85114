use serde_json::Value;

use crate::terminal::Line;
use crate::wire::{Event, EventTicket};

/// An event in one line.
pub(crate) fn words(event: &Event) -> String {
    let mut line = format!("{}  {}  {}", event.at.second(), about(event), event.kind.as_str().replace('_', " "));
    let change: Vec<String> = [&event.before, &event.after].into_iter().filter_map(changed).collect();
    if !change.is_empty() {
        line = format!("{line}: {}", change.join(" -> "));
    }
    if let Some(by) = &event.by {
        line = format!("{line}, by {by}");
    }
    match &event.ticket {
        Some(EventTicket { title: Some(title), .. }) => format!("{line}  {:?}", title.as_str()),
        _ => line,
    }
}

/// The most characters of a text that was there before or is there now.
const MOST: usize = 100;

fn about(event: &Event) -> String {
    match (&event.ticket, &event.person) {
        (Some(EventTicket { number: Some(number), .. }), _) => format!("#{number}"),
        (Some(_), _) => "a deleted ticket".to_owned(),
        (None, Some(person)) => person.username.to_string(),
        (None, None) => "the desk".to_owned(),
    }
}

/// A person, or a text.
fn changed(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(Line::new(text).beginning(MOST)),
        Value::Object(person) => person.get("username").and_then(Value::as_str).map(|name| Line::new(name).to_string()),
        other => Some(Line::new(&other.to_string()).beginning(MOST)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn said(event: Value) -> String {
        words(&serde_json::from_value(event).unwrap())
    }

    #[test]
    fn an_event_is_one_line() {
        let ada = json!({"id": "1", "username": "ada", "name": "Ada Lovelace"});
        let mut event = json!({"id": "5", "at": "2026-01-05T09:00:01.123Z", "by": ada, "kind": "status_changed", "before": "open",
            "after": "resolved", "message_id": null, "ticket": {"id": "7", "number": 12, "title": "The lamp"}, "person": null});
        let expected =
            "2026-01-05 09:00:01  #12  status changed: open -> resolved, by Ada Lovelace (ada)  \"The lamp\"";
        assert_eq!(said(event.clone()), expected);
        event["before"] = json!(format!("a\n2026-01-05 09:00:01  #1  status changed{}", "x".repeat(100)));
        let long = said(event.clone());
        assert_eq!((long.lines().count(), long.contains("xxx… -> resolved")), (1, true), "{long}");
        event["ticket"] = json!(null);
        event["person"] = ada.clone();
        event["by"] = json!(null);
        event["before"] = json!(null);
        event["after"] = ada;
        assert_eq!(said(event), "2026-01-05 09:00:01  ada  status changed: ada");
    }
}

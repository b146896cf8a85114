use serde_json::json;

use super::*;

fn command(text: &Value) -> Result<Command, String> {
    read(&text.to_string()).map_err(|problem| problem.to_string())
}

#[test]
fn every_command_says_what_shall_be_done_with_which_ticket() {
    let number = |n: u64| TicketKey::Number(n.to_string().parse().unwrap());
    let id = "019b8d26-3280-7fff-8000-000000000001";
    let named = TicketKey::Id(id.parse().unwrap());
    for (text, ticket, verb) in [
        (json!({"command": "take", "ticket": 7}), number(7), Verb::Take),
        (json!({"id": 1, "command": "take", "ticket": "7"}), number(7), Verb::Take),
        (
            json!({"id": "a", "command": "set_status", "ticket": id, "status": "closed"}),
            named,
            Verb::SetStatus(TicketStatus::Closed),
        ),
        (
            json!({"command": "set_priority", "ticket": 7, "priority": "high"}),
            number(7),
            Verb::SetPriority(Priority::High),
        ),
    ] {
        assert_eq!(command(&text), Ok(Command { ticket, verb }), "{text}");
    }
}

#[test]
fn what_is_no_command_is_refused() {
    for text in [
        json!({}),
        json!([]),
        json!("take"),
        json!({"command": "take"}),
        json!({"ticket": 1}),
        json!({"command": "drop_tables", "ticket": 1}),
        json!({"command": "take", "ticket": 0}),
        json!({"command": "take", "ticket": -1}),
        json!({"command": "take", "ticket": [1]}),
        json!({"command": "take", "ticket": 1, "status": "open"}),
        json!({"command": "take", "ticket": 1, "force": true}),
        json!({"command": "set_status", "ticket": 1}),
        json!({"command": "set_status", "ticket": 1, "status": "nonsense"}),
        json!({"command": "set_status", "ticket": 1, "status": "open", "priority": "low"}),
        json!({"command": "set_priority", "ticket": 1, "priority": null}),
    ] {
        assert!(command(&text).is_err(), "{text}");
    }
    assert!(read("{").unwrap_err().to_string().starts_with("broken-json"));
}

#[test]
fn an_id_is_repeated_whatever_else_is_wrong_with_the_command() {
    for (text, id) in [
        (r#"{"id": "a", "nonsense": 1}"#, json!("a")),
        (r#"{"id": 12}"#, json!(12)),
        (r#"{"id": null}"#, Value::Null),
        (r#"{"id": ["a"]}"#, Value::Null),
        (r#"{"id": "a""#, Value::Null),
        ("", Value::Null),
    ] {
        assert_eq!(id_of(text), id, "{text}");
    }
    assert_eq!(id_of(&json!({"id": "x".repeat(LONGEST_ID + 1)}).to_string()), Value::Null);
}

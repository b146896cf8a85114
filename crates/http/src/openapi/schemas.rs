//! Corrects what the derived schemas say in a way that generators of clients cannot use.

use serde_json::{Map, Value, json};

const PREFIX: &str = "#/components/schemas/";

/// The page of a list gets a name of its own, `TicketList`, and names the schema of its rows instead of repeating it.
pub(super) fn name_rows(document: &mut Value) {
    rename_references(document);
    let Some(schemas) = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut) else { return };
    for old in schemas.keys().cloned().collect::<Vec<_>>() {
        let Some(new) = new_name(&old) else { continue };
        let Some(mut schema) = schemas.remove(&old) else { continue };
        if let Some(row) = old.strip_prefix("ListJson_")
            && let Some(items) = schema.pointer_mut("/properties/data/items")
        {
            *items = json!({ "$ref": format!("{PREFIX}{row}") });
        }
        schemas.insert(new, schema);
    }
}

fn new_name(old: &str) -> Option<String> {
    match old {
        "PageJson" => Some("Page".to_owned()),
        _ => old.strip_prefix("ListJson_").map(|row| format!("{row}List")),
    }
}

fn rename_references(value: &mut Value) {
    each_object(value, &mut |object| {
        let renamed = object
            .get("$ref")
            .and_then(Value::as_str)
            .and_then(|reference| reference.strip_prefix(PREFIX))
            .and_then(new_name);
        if let Some(name) = renamed {
            object.insert("$ref".to_owned(), json!(format!("{PREFIX}{name}")));
        }
    });
}

/// The description of a field that may be null is derived into the first of its alternatives, where neither readers nor generators
/// look. It belongs to the field.
pub(super) fn show_descriptions(document: &mut Value) {
    each_object(document, &mut |object| {
        let hidden = object
            .get_mut("oneOf")
            .filter(|alternatives| alternatives[1]["type"] == "null")
            .and_then(|alternatives| alternatives.get_mut(0))
            .and_then(Value::as_object_mut)
            .filter(|first| first.contains_key("$ref"))
            .and_then(|first| first.remove("description"));
        if let Some(description) = hidden {
            object.insert("description".to_owned(), description);
        }
    });
}

/// Fields with one value only. Clients tell by them which of several schemas an answer has.
pub(super) fn name_constants(document: &mut Value) {
    for (schema, field, value) in [
        ("Plan", "dry_run", json!(true)),
        ("SignInChallenge", "second_factor_required", json!(true)),
        ("SignedIn", "token_type", json!("Bearer")),
    ] {
        document["components"]["schemas"][schema]["properties"][field]["const"] = value;
    }
}

/// A parameter is absent or has a value: `null` cannot be written in an address or a header.
pub(super) fn parameters_are_never_null(document: &mut Value) {
    each_object(document, &mut |object| {
        let types = object
            .get_mut("parameters")
            .and_then(Value::as_array_mut)
            .into_iter()
            .flatten()
            .filter_map(|parameter| parameter.pointer_mut("/schema/type"));
        for kind in types {
            if let Some([one, Value::String(null)]) = kind.as_array().map(Vec::as_slice)
                && null == "null"
            {
                *kind = one.clone();
            }
        }
    });
}

fn each_object(value: &mut Value, change: &mut impl FnMut(&mut Map<String, Value>)) {
    match value {
        Value::Object(object) => {
            change(object);
            object.values_mut().for_each(|value| each_object(value, change));
        }
        Value::Array(values) => values.iter_mut().for_each(|value| each_object(value, change)),
        _ => {}
    }
}

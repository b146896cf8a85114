//! As much of JSON Schema (draft 2020-12) as the OpenAPI document uses. It is stricter in one thing: a member that the
//! document does not name is a fault, for clients can't know of it.

use serde_json::Value;

/// Says where `value` is not what `schema` describes.
pub(crate) fn check(document: &Value, schema: &Value, value: &Value, at: &str) -> Result<(), String> {
    if let Some(reference) = schema["$ref"].as_str() {
        return check(document, resolve(document, reference)?, value, at);
    }
    for combined in ["oneOf", "anyOf"] {
        if let Some(choices) = schema[combined].as_array() {
            let faults: Vec<_> = choices.iter().filter_map(|choice| check(document, choice, value, at).err()).collect();
            let fits = choices.len() - faults.len();
            let enough = if combined == "oneOf" { fits == 1 } else { fits > 0 };
            return if enough { Ok(()) } else { Err(format!("{at}: fits {fits} of {combined}: {faults:?}")) };
        }
    }
    check_type(schema, value, at)?;
    check_limits(schema, value, at)?;
    match value {
        Value::Object(_) => check_object(document, schema, value, at),
        Value::Array(items) => {
            let each = |(index, item)| check(document, &schema["items"], item, &format!("{at}/{index}"));
            items.iter().enumerate().try_for_each(each)
        }
        _ => Ok(()),
    }
}

pub(crate) fn resolve<'a>(document: &'a Value, reference: &str) -> Result<&'a Value, String> {
    let pointer = reference.strip_prefix('#').ok_or_else(|| format!("{reference} points elsewhere"))?;
    document.pointer(pointer).ok_or_else(|| format!("{reference} points to nothing"))
}

fn check_type(schema: &Value, value: &Value, at: &str) -> Result<(), String> {
    let types: Vec<&str> = match &schema["type"] {
        Value::String(one) => vec![one],
        Value::Array(several) => several.iter().filter_map(Value::as_str).collect(),
        _ => return Ok(()),
    };
    let fits = types.iter().any(|name| match *name {
        "string" => value.is_string(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        "object" => value.is_object(),
        "array" => value.is_array(),
        "null" => value.is_null(),
        _ => false,
    });
    if fits { Ok(()) } else { Err(format!("{at}: {value} is not one of {types:?}")) }
}

fn check_limits(schema: &Value, value: &Value, at: &str) -> Result<(), String> {
    if schema["enum"].as_array().is_some_and(|words| !words.contains(value)) {
        return Err(format!("{at}: {value} is not among {}", schema["enum"]));
    }
    if schema.get("const").is_some_and(|only| only != value) {
        return Err(format!("{at}: {value} is not {}", schema["const"]));
    }
    let (least, most, size) = match value {
        Value::String(text) => ("minLength", "maxLength", text.chars().count() as f64),
        Value::Number(number) => ("minimum", "maximum", number.as_f64().unwrap_or(f64::NAN)),
        _ => return Ok(()),
    };
    let outside = schema[least].as_f64().is_some_and(|least| size < least)
        || schema[most].as_f64().is_some_and(|most| size > most);
    let text = value.as_str().unwrap_or_default();
    let well_formed = match schema["format"].as_str() {
        Some("uuid") => uuid::Uuid::try_parse(text).is_ok() && text.len() == 36,
        Some("date-time") => text.len() == 24 && text.ends_with('Z') && text.as_bytes()[10] == b'T',
        Some("email") => text.contains('@'),
        _ => true,
    };
    if outside || !well_formed { Err(format!("{at}: {value} breaks {schema}")) } else { Ok(()) }
}

fn check_object(document: &Value, schema: &Value, value: &Value, at: &str) -> Result<(), String> {
    let members = value.as_object().ok_or("no object")?;
    for required in schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
        if !members.contains_key(required) {
            return Err(format!("{at}: {required} is missing"));
        }
    }
    for (name, member) in members {
        let place = format!("{at}/{name}");
        match (schema["properties"].get(name), schema.get("additionalProperties")) {
            (Some(known), _) => check(document, known, member, &place)?,
            (None, Some(others)) if others.is_object() => check(document, others, member, &place)?,
            // A schema that names no members at all, such as that of this very document, describes none.
            (None, None) if schema.get("properties").is_none() => {}
            (None, _) => return Err(format!("{place}: the document does not name it")),
        }
    }
    Ok(())
}

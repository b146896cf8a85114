use serde_json::{Map, Value, json};

/// One example for each schema that people write or read as a whole.
const EXAMPLES: &str = include_str!("examples.json");

/// Bodies that are no JSON: path, method, media type, example.
const RAW: &[(&str, &str, &str, &str)] = &[
    (
        "/api/v1/mail",
        "post",
        "message/rfc822",
        "From: Eve <eve@client.example>\r\nTo: support@desk.example.com\r\nSubject: The door is stuck\r\n\r\nIt will not open.\r\n",
    ),
    ("/api/v1/files", "post", "application/octet-stream", "The bytes of the file, as they are."),
];

/// A stream of server-sent events, as it begins.
const STREAM: &str = "retry: 2000\n\nid: 0197b0a4-0006-7000-8000-000000000001\nevent: ready\ndata: {}\n\n";

/// Gives each schema its example, and the pages of lists one with a row.
pub(super) fn add(document: &mut Value) {
    let examples = examples();
    let Some(schemas) = document.pointer_mut("/components/schemas").and_then(Value::as_object_mut) else { return };
    let rows: Vec<_> = schemas
        .iter()
        .filter_map(|(name, list)| Some((name.clone(), row_example(schemas, list, &examples)?)))
        .collect();
    for (name, example) in examples.iter().map(|(name, example)| (name.clone(), example.clone())).chain(rows) {
        schemas[&name]["examples"] = json!([example]);
    }
    for (path, method, media, example) in RAW {
        document["paths"][path][method]["requestBody"]["content"][media]["example"] = json!(example);
    }
    document["paths"]["/api/v1/events/stream"]["get"]["responses"]["200"]["content"]["text/event-stream"]["example"] =
        json!(STREAM);
}

/// The examples by the names of their schemas. In the file, `"@Name"` stands for the example of that name, and the fields of `"+"` are
/// those of its value.
fn examples() -> Map<String, Value> {
    let written: Map<String, Value> = serde_json::from_str(EXAMPLES).unwrap_or_default();
    written.iter().map(|(name, example)| (name.clone(), filled(example, &written))).collect()
}

fn filled(example: &Value, written: &Map<String, Value>) -> Value {
    match example {
        Value::String(text) => match text.strip_prefix('@').and_then(|name| written.get(name)) {
            Some(other) => filled(other, written),
            None => example.clone(),
        },
        Value::Array(values) => values.iter().map(|value| filled(value, written)).collect(),
        Value::Object(fields) => {
            let mut all = Map::new();
            for (name, value) in fields {
                match (name.as_str(), filled(value, written)) {
                    ("+", Value::Object(more)) => all.extend(more),
                    (_, value) => drop(all.insert(name.clone(), value)),
                }
            }
            Value::Object(all)
        }
        _ => example.clone(),
    }
}

/// A page with the example of its row. Rows have only the fields that every row has: single answers say more.
fn row_example(schemas: &Map<String, Value>, list: &Value, examples: &Map<String, Value>) -> Option<Value> {
    let name = list.pointer("/properties/data/items/$ref")?.as_str()?.rsplit('/').next()?;
    let always = schemas.get(name)?["required"].as_array()?;
    let mut row = examples.get(name)?.as_object()?.clone();
    row.retain(|field, _| always.contains(&json!(field)));
    Some(json!({ "data": [row], "page": examples.get("Page")? }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::openapi::openapi;

    /// The media types of all bodies in one direction, with the place where each is.
    fn bodies(document: &Value, of_requests: bool) -> Vec<(String, Value)> {
        let mut found = Vec::new();
        for (path, item) in document["paths"].as_object().unwrap() {
            for (method, operation) in item.as_object().unwrap() {
                let answers = operation["responses"].as_object().unwrap().iter();
                let successes = answers.filter(|(status, _)| status.starts_with('2')).map(|(_, answer)| answer);
                let all: Vec<_> = if of_requests { vec![&operation["requestBody"]] } else { successes.collect() };
                for (media, content) in all.iter().flat_map(|body| body["content"].as_object().into_iter().flatten()) {
                    found.push((format!("{method} {path} {media}"), content.clone()));
                }
            }
        }
        found
    }

    fn has_example(document: &Value, content: &Value) -> bool {
        let mut schema = &content["schema"];
        if let Some(choices) = schema["oneOf"].as_array() {
            schema = choices.iter().find(|choice| choice["$ref"].is_string()).unwrap();
        }
        let name = schema["$ref"].as_str().and_then(|name| name.rsplit('/').next()).unwrap_or_default();
        content.get("example").is_some() || document["components"]["schemas"][name]["examples"][0].is_object()
    }

    #[test]
    fn every_body_of_a_request_and_every_answer_in_json_has_an_example() {
        let document = openapi();
        let answers = bodies(&document, false).into_iter();
        let answers =
            answers.filter(|(place, _)| place.ends_with("application/json") && !place.contains("openapi.json"));
        let without: Vec<_> = bodies(&document, true)
            .into_iter()
            .chain(answers)
            .filter(|(_, content)| !has_example(&document, content))
            .map(|(place, _)| place)
            .collect();
        assert!(without.is_empty(), "without an example: {without:#?}");
    }

    #[test]
    fn an_example_has_the_fields_of_its_schema_and_no_others() {
        let document = openapi();
        let examples = examples();
        assert!(examples.len() > 20);
        for (name, example) in examples {
            let schema = &document["components"]["schemas"][&name];
            if schema["properties"].is_null() {
                continue;
            }
            for required in schema["required"].as_array().into_iter().flatten() {
                assert!(example.get(required.as_str().unwrap()).is_some(), "{name} lacks {required}");
            }
            for field in example.as_object().unwrap().keys() {
                assert!(schema["properties"].get(field).is_some(), "{name} has no field {field}");
            }
        }
    }
}

use serde_json::{Map, Value, json};

/// One example for each schema that people write or read as a whole.
const EXAMPLES: &str = include_str!("examples.json");

/// Gives each schema its example.
pub(super) fn add(document: &mut Value) {
    let examples: Map<String, Value> = serde_json::from_str(EXAMPLES).unwrap_or_default();
    for (name, example) in examples {
        document["components"]["schemas"][name]["examples"] = json!([example]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::openapi::openapi;

    #[test]
    fn every_body_of_a_request_has_an_example() {
        let document = openapi();
        let paths = document["paths"].as_object().unwrap().values();
        for operation in paths.flat_map(|item| item.as_object().unwrap().values()) {
            let schema = &operation["requestBody"]["content"]["application/json"]["schema"]["$ref"];
            let Some(name) = schema.as_str().and_then(|name| name.rsplit('/').next()) else { continue };
            assert!(document["components"]["schemas"][name]["examples"][0].is_object(), "{name} has no example");
        }
    }

    #[test]
    fn an_example_has_the_fields_of_its_schema_and_no_others() {
        let document = openapi();
        let examples: Map<String, Value> = serde_json::from_str(EXAMPLES).unwrap();
        assert!(examples.len() > 20);
        for (name, example) in examples {
            let schema = &document["components"]["schemas"][&name];
            for required in schema["required"].as_array().into_iter().flatten() {
                assert!(example.get(required.as_str().unwrap()).is_some(), "{name} lacks {required}");
            }
            for field in example.as_object().unwrap().keys() {
                assert!(schema["properties"].get(field).is_some(), "{name} has no field {field}");
            }
        }
    }
}

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::{Contract, Operation, TestApp};

async fn contract() -> Contract {
    let app = TestApp::start().await;
    let contract = Contract::of(&app).await;
    app.finish().await;
    contract
}

fn responses(operation: &Operation) -> BTreeSet<&str> {
    operation.says["responses"].as_object().unwrap().keys().map(String::as_str).collect()
}

#[tokio::test]
async fn the_document_is_complete_enough_for_any_generator() {
    let contract = contract().await;
    let document = &contract.document;
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1."));
    for part in ["title", "version"] {
        assert!(document["info"][part].as_str().is_some_and(|text| !text.is_empty()), "{part}");
    }
    let mut names = BTreeSet::new();
    for operation in contract.operations() {
        let what = format!("{} {}", operation.method, operation.path);
        assert!(
            names.insert(operation.says["operationId"].as_str().unwrap().to_owned()),
            "{what} has no name of its own"
        );
        assert!(operation.says["summary"].as_str().is_some_and(|text| !text.is_empty()), "{what}");
        assert!(operation.says["tags"].as_array().is_some_and(|tags| tags.len() == 1), "{what}");
        for (status, response) in operation.says["responses"].as_object().unwrap() {
            assert!(response["description"].is_string(), "{what} {status}");
        }
        let in_path: BTreeSet<_> =
            operation.path.split('{').skip(1).map(|rest| rest.split('}').next().unwrap()).collect();
        let parameters = operation.says["parameters"].as_array().cloned().unwrap_or_default();
        let described = parameters.iter().filter(|one| one["in"] == "path").map(|one| {
            assert_eq!(one["required"], true, "{what}");
            one["name"].as_str().unwrap()
        });
        assert_eq!(described.collect::<BTreeSet<_>>(), in_path, "{what}");
        for parameter in &parameters {
            assert!(parameter["schema"].is_object() && parameter["name"].is_string(), "{what}: {parameter}");
        }
    }
}

#[tokio::test]
async fn every_reference_leads_somewhere() {
    let contract = contract().await;
    let text = contract.document.to_string();
    let prefix = "\"$ref\":\"#/components/schemas/";
    let used: BTreeSet<_> = text.split(prefix).skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    let known: BTreeSet<_> =
        contract.document["components"]["schemas"].as_object().unwrap().keys().map(String::as_str).collect();
    assert!(used.is_subset(&known), "{:?}", used.difference(&known));
    let schemes = contract.document["components"]["securitySchemes"].as_object().unwrap();
    for operation in contract.operations() {
        for scheme in operation.says["security"].as_array().into_iter().flatten() {
            assert!(scheme.as_object().unwrap().keys().all(|name| schemes.contains_key(name)));
        }
    }
}

#[tokio::test]
async fn every_route_announces_the_problems_that_it_can_answer_with() {
    for operation in contract().await.operations() {
        let what = format!("{} {}", operation.method, operation.path);
        let announced = responses(&operation);
        let mut needed = vec!["400", "500"];
        if operation.says["security"].as_array().is_some_and(|ways| !ways.is_empty()) {
            needed.extend(["401", "403"]);
        }
        if operation.path.contains('{') {
            needed.push("404");
        }
        if operation.says["requestBody"].is_object() {
            needed.extend(["413", "415", "422"]);
        }
        for status in needed {
            assert!(announced.contains(status), "{what} does not announce {status}");
        }
        assert!(announced.iter().any(|status| status.starts_with('2') || *status == "101"), "{what}");
        for (status, response) in operation.says["responses"].as_object().unwrap() {
            // Of a range beyond the end of a file only the length is said, in a header.
            if status.starts_with(['4', '5']) && status != "416" {
                let schema = &response["content"]["application/problem+json"]["schema"]["$ref"];
                assert_eq!(schema, "#/components/schemas/Problem", "{what} {status}");
            }
        }
    }
}

#[tokio::test]
async fn every_body_that_a_route_takes_is_closed_and_has_limits() {
    let contract = contract().await;
    let mut faults = Vec::new();
    for operation in contract.operations() {
        for (media, content) in operation.says["requestBody"]["content"].as_object().into_iter().flatten() {
            // The bytes of a file or mail.
            if ["application/octet-stream", "message/rfc822"].contains(&media.as_str()) {
                continue;
            }
            assert!(["application/json", "application/merge-patch+json"].contains(&media.as_str()));
            let body = &operation.says["requestBody"];
            let is_needed = body["description"] != "May be left out.";
            assert_eq!(body["required"], is_needed, "{} {}", operation.method, operation.path);
            let place = format!("{} {}", operation.method, operation.path);
            find_unlimited(&contract.document, &content["schema"], &place, &mut faults);
        }
        for parameter in operation.says["parameters"].as_array().into_iter().flatten() {
            let place = format!("{} {}?{}", operation.method, operation.path, parameter["name"]);
            if parameter["in"] == "query" && parameter["schema"].is_null() {
                faults.push(place);
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Notes every part of a request's schema that lets in any amount.
fn find_unlimited(document: &Value, schema: &Value, place: &str, faults: &mut Vec<String>) {
    if let Some(reference) = schema["$ref"].as_str() {
        let target = document.pointer(reference.trim_start_matches('#')).unwrap();
        return find_unlimited(document, target, place, faults);
    }
    for choice in ["oneOf", "anyOf", "allOf"].iter().flat_map(|name| schema[*name].as_array().into_iter().flatten()) {
        find_unlimited(document, choice, place, faults);
    }
    let is = |name: &str| {
        schema["type"] == name || schema["type"].as_array().is_some_and(|types| types.contains(&name.into()))
    };
    let has = |name: &str| !schema[name].is_null();
    if is("object") && schema["additionalProperties"] != false {
        faults.push(format!("{place} is open"));
    }
    if is("string") && !has("maxLength") && !has("enum") && !has("const") && schema["format"] != "uuid" {
        faults.push(format!("{place} has no maxLength"));
    }
    if (is("integer") || is("number")) && !(has("minimum") && has("maximum")) {
        faults.push(format!("{place} has no minimum or maximum"));
    }
    if is("array") && !has("maxItems") {
        faults.push(format!("{place} has no maxItems"));
    }
    for (name, member) in schema["properties"].as_object().into_iter().flatten() {
        find_unlimited(document, member, &format!("{place} /{name}"), faults);
    }
}

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::fields::Kind;
use super::routes::{Need, Route, desk, routes};
use crate::support::{Answer, Contract, Operation, Person, TestApp};

#[tokio::test]
async fn the_table_knows_every_route_that_takes_a_body_and_every_field_of_it() {
    let (app, contract, _) = desk().await;
    for operation in contract.operations().iter().filter(|operation| takes_json(operation)) {
        let known =
            routes().into_iter().find(|route| operation.method == *route.method && operation.path == route.path);
        let route = known.unwrap_or_else(|| panic!("write {} {} into routes.rs", operation.method, operation.path));
        let content = operation.says["requestBody"]["content"].as_object().unwrap().values().next().unwrap();
        let reference = content["schema"]["$ref"].as_str().unwrap().trim_start_matches('#');
        let schema = contract.document.pointer(reference).unwrap();
        let documented: BTreeSet<_> = schema["properties"].as_object().unwrap().keys().map(String::as_str).collect();
        let tested: BTreeSet<_> = route.fields.iter().map(|(name, ..)| *name).collect();
        assert_eq!(documented, tested, "{} {}", route.method, route.path);
        let required: BTreeSet<_> =
            schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        let needed = route.fields.iter().filter(|(.., need)| *need == Need::Required).map(|(name, ..)| *name).collect();
        assert_eq!(required, needed, "{} {}", route.method, route.path);
    }
    app.finish().await;
}

/// Whether it takes fields. An upload takes bytes.
fn takes_json(operation: &Operation) -> bool {
    operation.says.pointer("/requestBody/content/application~1json").is_some()
}

#[tokio::test]
async fn every_wrong_value_of_every_field_of_every_route_is_named_and_nothing_is_written() {
    let (app, contract, superadmin) = desk().await;
    for route in routes() {
        let before = app.everything(&superadmin).await;
        for (name, kind, need) in &route.fields {
            let mut wrong: Vec<_> = kind.wrong_values().into_iter().map(|(value, code)| (Some(value), code)).collect();
            match need {
                Need::Required => wrong.extend([(None, "required"), (Some(Value::Null), "required")]),
                Need::Kept => wrong.push((Some(Value::Null), "null")),
                Need::Optional | Need::Clearable => {}
            }
            for (value, code) in wrong {
                let mut body = route.good.clone();
                match &value {
                    Some(value) => body[*name] = value.clone(),
                    None => drop(body.as_object_mut().unwrap().remove(*name)),
                }
                let answer = send(&app, &contract, &superadmin, &route, &body).await;
                assert_eq!(faults(&answer), [format!("/{name} {code}")], "{} {}: {value:?}", route.method, route.path);
            }
        }
        assert_eq!(app.everything(&superadmin).await, before, "{} {} wrote", route.method, route.path);
    }
    app.finish().await;
}

#[tokio::test]
async fn all_that_is_wrong_is_named_at_once() {
    let (app, contract, superadmin) = desk().await;
    for route in routes() {
        // Choices are an object themselves, and an empty one says nothing.
        let wrong = |kind: Kind| if kind == Kind::Choices { json!([]) } else { json!({}) };
        let body: Value = route.fields.iter().map(|(name, kind, _)| ((*name).to_owned(), wrong(*kind))).collect();
        let answer = send(&app, &contract, &superadmin, &route, &body).await;
        let pointers: BTreeSet<String> =
            faults(&answer).iter().map(|fault| fault.split(' ').next().unwrap().to_owned()).collect();
        let expected = route.fields.iter().map(|(name, ..)| format!("/{name}")).collect();
        assert_eq!(pointers, expected, "{} {}", route.method, route.path);
    }
    app.finish().await;
}

#[tokio::test]
async fn the_good_bodies_of_the_table_are_good() {
    for index in 0..routes().len() {
        let (app, contract, superadmin) = desk().await;
        let route = routes().remove(index);
        let answer = app.call(Some(&superadmin), route.method, &route.address(), Some(&route.good)).await;
        contract.check(&contract.operation(route.method, route.path), &answer);
        // Nobody has the tokens of the table.
        let expected = match route.path {
            "/api/v1/me/sessions/{session}"
            | "/api/v1/webhooks/{webhook}"
            | "/api/v1/webhooks/{webhook}/redeliver"
            | "/api/v1/mail/in/{incoming}/decision" => answer.status == 404,
            // Only the reporter rates.
            "/api/v1/tickets/{ticket}/rating" => answer.expect_problem(403, "forbidden")["status"] == 403,
            "/api/v1/auth/refresh" | "/api/v1/auth/second-factor" => answer.status == 401,
            // No set-up was begun.
            "/api/v1/me/second-factor/confirm" => answer.expect_problem(409, "no-second-factor")["status"] == 409,
            "/api/v1/me/second-factor" if route.method == "DELETE" => answer.status == 409,
            "/api/v1/auth/email/verify" | "/api/v1/auth/email/undo" | "/api/v1/auth/password/reset" => {
                answer.expect_problem(422, "link-invalid")["status"] == 422
            }
            _ => answer.status < 300,
        };
        assert!(expected, "{} {}: {}", route.method, route.path, answer.body);
        app.finish().await;
    }
}

async fn send(app: &TestApp, contract: &Contract, who: &Person, route: &Route, body: &Value) -> Answer {
    let answer = app.call(Some(who), route.method, &route.address(), Some(body)).await;
    answer.expect_problem(422, "invalid-fields");
    contract.check(&contract.operation(route.method, route.path), &answer);
    answer
}

/// Pointer and code of each fault.
fn faults(answer: &Answer) -> Vec<String> {
    let errors = answer.json()["errors"].as_array().unwrap().clone();
    let text = |error: &Value, part: &str| error[part].as_str().unwrap().to_owned();
    errors.iter().map(|error| format!("{} {}", text(error, "pointer"), text(error, "code"))).collect()
}

use serde_json::Value;

use crate::support::Service;

fn operations(document: &Value) -> Vec<(String, String, Value)> {
    let paths = document["paths"].as_object().unwrap();
    paths
        .iter()
        .flat_map(|(path, item)| {
            item.as_object()
                .unwrap()
                .iter()
                .map(|(method, operation)| (method.clone(), path.clone(), operation.clone()))
        })
        .collect()
}

#[actix_web::test]
async fn the_document_is_openapi_3_1_and_needs_no_token() {
    let service = Service::new().await;

    let document = service.get("/openapi.json").send().await.success(200);

    assert_eq!(document["openapi"], "3.1.0");
    let mut expected = deskhand_http::openapi();
    expected["servers"] = document["servers"].clone();
    assert_eq!(document, expected);
    assert_eq!(operations(&document).len(), deskhand_http::ROUTES.len());
}

#[actix_web::test]
async fn every_operation_has_a_name_of_its_own_a_summary_and_its_problems() {
    let document = deskhand_http::openapi();
    let mut names = Vec::new();

    for (method, path, operation) in operations(&document) {
        let problem = &operation["responses"]["500"]["content"]["application/problem+json"]["schema"]["$ref"];
        assert_eq!(problem, "#/components/schemas/Problem", "{method} {path}");
        assert!(operation["summary"].is_string(), "{method} {path}");
        names.push(operation["operationId"].as_str().unwrap().to_owned());
    }
    names.sort();
    let all = names.len();
    names.dedup();
    assert_eq!(names.len(), all);
}

#[actix_web::test]
async fn every_schema_that_is_named_exists() {
    let document = deskhand_http::openapi();
    let text = document.to_string();

    for part in text.split("\"#/components/schemas/").skip(1) {
        let name = part.split('"').next().unwrap();
        assert!(document["components"]["schemas"][name].is_object(), "{name}");
    }
}

#[actix_web::test]
async fn limits_and_words_come_from_the_domain() {
    let document = deskhand_http::openapi();
    let schemas = &document["components"]["schemas"];

    assert_eq!(schemas["Title"]["maxLength"], 200);
    assert_eq!(schemas["Priority"]["enum"], serde_json::json!(["low", "medium", "high", "urgent"]));
    assert_eq!(schemas["NewTicket"]["required"], serde_json::json!(["title", "description"]));
    assert_eq!(schemas["NewTicket"]["additionalProperties"], false);
}

#[actix_web::test]
async fn every_route_refuses_a_parameter_that_it_does_not_know() {
    let service = Service::new().await;
    let root = service.root().await;
    let document = deskhand_http::openapi();

    for (method, path, _) in operations(&document) {
        let path = path.replace("{ticket}", "1").replace("{user}", "root");
        let path = ["{attachment}", "{webhook}", "{delivery}"]
            .iter()
            .fold(path, |path, name| path.replace(name, "0190a8e2-5c1f-7cc3-98c4-dc0c0c07398f"));
        let call = service.call(&method.to_uppercase(), &format!("{path}?nonsense=1")).by(&root);
        let answer = call.json(&serde_json::json!({})).send().await;
        answer.problem(400, "bad-query");
        assert_eq!(answer.errors(), ["nonsense unknown"], "{method} {path}");
    }
}

#[actix_web::test]
async fn the_document_is_one_that_clients_can_be_generated_from() {
    let document = deskhand_http::openapi();
    let schemas = &document["components"]["schemas"];
    let text = document.to_string();

    assert_eq!(schemas["TicketList"]["properties"]["data"]["items"]["$ref"], "#/components/schemas/Ticket");
    assert!(!text.contains("ListJson"), "a name of the program's");
    assert!(
        !text.contains("\"oneOf\":[{\"$ref\":\"#/components/schemas/Timestamp\",\"description\""),
        "a hidden description"
    );
    assert_eq!(schemas["Ticket"]["properties"]["taken_at"]["description"], "When the assignee said \"I am on it\".");
    let changed = &document["paths"]["/api/v1/tickets/{ticket}"]["patch"]["responses"]["200"]["content"];
    assert_eq!(changed["application/json"]["schema"]["$ref"], "#/components/schemas/TicketOrPlan");
    let filters = document["paths"]["/api/v1/tickets"]["get"]["parameters"].as_array().unwrap();
    let words = |name: &str| filters.iter().find(|filter| filter["name"] == name).unwrap()["schema"].clone();
    assert_eq!(words("status")["items"]["$ref"], "#/components/schemas/TicketStatus");
    assert_eq!(words("priority")["items"]["$ref"], "#/components/schemas/Priority");
    assert!(document["info"]["license"]["name"].is_string() && document["info"]["contact"].is_object());
    for (method, path, operation) in operations(&document) {
        let tag = &operation["tags"][0];
        assert!(
            document["tags"].as_array().unwrap().iter().any(|known| known["name"] == *tag),
            "{method} {path}: {tag}"
        );
        for (status, answer) in operation["responses"].as_object().unwrap() {
            assert!(answer["headers"]["X-Request-Id"].is_object(), "{method} {path} {status}");
        }
    }
}

#[actix_web::test]
async fn the_service_names_its_own_address_in_the_document() {
    let service = Service::new().await;
    let document = service.get("/openapi.json").send().await.success(200);
    assert_eq!(document["servers"][0]["url"], "https://desk.example.com/help");
}

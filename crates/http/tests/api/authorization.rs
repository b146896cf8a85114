use std::collections::BTreeSet;

use deskhand_domain::permissions::KeyAccess;
use deskhand_http::{ROUTES, Route};
use deskhand_http_core::routing::Access;
use serde_json::json;

use crate::support::{Service, SignedIn};

#[actix_web::test]
async fn every_route_has_a_row_and_every_row_a_route() {
    let document = deskhand_http::openapi();
    let routes: BTreeSet<(String, String)> = document["paths"]
        .as_object()
        .unwrap()
        .iter()
        .flat_map(|(path, item)| item.as_object().unwrap().keys().map(|method| (method.to_uppercase(), path.clone())))
        .collect();
    let rows: BTreeSet<(String, String)> =
        ROUTES.iter().map(|rule| (rule.method.to_owned(), rule.path.to_owned())).collect();

    assert_eq!(rows, routes);
    assert_eq!(rows.len(), ROUTES.len(), "a row stands twice");
}

#[actix_web::test]
async fn the_document_asks_for_a_token_where_the_table_does() {
    let document = deskhand_http::openapi();

    for rule in ROUTES {
        let operation = &document["paths"][rule.path][rule.method.to_lowercase()];
        let asked: Vec<_> = operation["security"].as_array().unwrap().iter().collect();
        let either = rule.access == Access::Public && rule.key == KeyAccess::RegisterStaff;
        match rule.access {
            _ if either => assert_eq!(asked, [&json!({}), &json!({"bearer": []})], "{rule:?}"),
            Access::Public => assert!(asked.is_empty(), "{rule:?}"),
            _ => assert_eq!(asked, [&json!({"bearer": []})], "{rule:?}"),
        }
        assert!(operation["responses"]["401"].is_object() || rule.access == Access::Public, "{rule:?}");
    }
}

#[actix_web::test]
async fn only_public_routes_serve_somebody_without_a_token() {
    let service = Service::new().await;

    for rule in ROUTES {
        let path = rule.path.replace("{ticket}", "1").replace("{user}", "root").replace("{number}", "1");
        let answer = service.call(rule.method, &path).send().await;
        assert_eq!(answer.status == 401, rule.access != Access::Public, "{rule:?}: {}", answer.text());
    }
}

/// What the domain demands behind rows that only ask for a sign-in, so that it can answer 404 for what must stay hidden.
const BEHIND_THE_DOOR: [(&str, &str, Access); 5] = [
    ("DELETE", "/api/v1/users/{user}", Access::Admins),
    ("DELETE", "/api/v1/tickets/{ticket}", Access::Superadmins),
    ("POST", "/api/v1/tickets/{ticket}/take", Access::Staff),
    ("GET", "/api/v1/tickets/{ticket}/assignment", Access::Staff),
    ("GET", "/api/v1/tickets/{ticket}/notifications", Access::Staff),
];

fn rank_of(rule: &Route) -> Access {
    let behind = BEHIND_THE_DOOR.iter().find(|(method, path, _)| (*method, *path) == (rule.method, rule.path));
    behind.map_or(rule.access, |(_, _, rank)| *rank)
}

#[actix_web::test]
async fn nobody_below_a_row_succeeds() {
    let service = Service::new().await;
    let customer = service.customer("carla").await;
    let engineer = service.engineer("emil").await;
    let admin = service.admin("anna").await;
    let number = service.ticket(&customer, "Mine").await;
    let ranks: [(Access, &SignedIn); 3] =
        [(Access::SignedIn, &customer), (Access::Staff, &engineer), (Access::Admins, &admin)];

    for rule in ROUTES {
        for (rank, caller) in ranks.iter().filter(|(rank, _)| *rank < rank_of(rule)) {
            let path = rule.path.replace("{ticket}", &number.to_string()).replace("{user}", "carla");
            let body = if rule.method == "POST" { crate::support::account("otto", "customer") } else { json!({}) };
            let answer = service.call(rule.method, &path).by(caller).json(&body).send().await;
            assert!(matches!(answer.status, 403 | 404), "{rule:?} as {rank:?}: {}", answer.text());
        }
    }
}

#[actix_web::test]
async fn what_may_not_be_seen_answers_like_what_does_not_exist() {
    let service = Service::new().await;
    let carla = service.customer("carla").await;
    let stranger = service.customer("curt").await;
    let number = service.ticket(&carla, "Mine").await;

    for rule in ROUTES.iter().filter(|rule| rule.path.contains("{ticket}")) {
        let mut answers = Vec::new();
        for ticket in [number, 999] {
            let path = rule.path.replace("{ticket}", &ticket.to_string());
            let body = match rule.path {
                _ if rule.method == "PATCH" => json!({"title": "x"}),
                path if path.ends_with("/rating") => json!({"stars": 4}),
                _ => json!({"body": "x"}),
            };
            let answer = service.call(rule.method, &path).by(&stranger).json(&body).send().await;
            answer.problem(404, "not-found");
            answers.push(answer.text().replace(answer.header("x-request-id"), ""));
        }
        assert_eq!(answers[0], answers[1], "{rule:?}");
    }
}

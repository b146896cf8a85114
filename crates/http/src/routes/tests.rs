use std::collections::BTreeSet;
use std::sync::LazyLock;

use actix_web::middleware::from_fn;
use actix_web::test::{TestRequest, call_service, init_service};
use actix_web::{App, HttpResponse, web};
use deskhand_domain::permissions::KeyAccess;
use deskhand_http_core::middleware::{authenticate, respond};
use deskhand_http_core::rate_limit::Limit;
use deskhand_http_core::routing::{Access, RouteIndex};

use super::register::{check, register};
use super::route::Route;
use super::table::ROUTES;

static INDEX: LazyLock<RouteIndex> = LazyLock::new(|| RouteIndex::new(ROUTES.iter().map(Route::rule)));

#[test]
fn every_handler_is_registered_and_documented_by_the_method_and_path_of_its_row() {
    check(ROUTES).unwrap();
}

#[test]
fn a_row_whose_handler_says_another_method_or_path_does_not_start() {
    let right = ROUTES.iter().find(|route| route.path == "/healthz").unwrap();
    for wrong in [Route { path: "/health", ..*right }, Route { method: "POST", ..*right }] {
        let error = check(&[*right, wrong]).unwrap_err().to_string();
        assert!(error.contains(&format!("{} {}", wrong.method, wrong.path)), "{error}");
    }
}

#[test]
fn no_route_has_two_rows() {
    let rows: BTreeSet<_> = ROUTES.iter().map(|route| (route.method, route.path)).collect();
    assert_eq!(rows.len(), ROUTES.len());
}

#[test]
fn every_route_that_strangers_may_write_by_is_limited() {
    let public = ROUTES.iter().filter(|route| route.access == Access::Public);
    for route in public.filter(|route| route.method != "GET") {
        assert!(!route.limits.is_empty(), "{} {}", route.method, route.path);
    }
}

#[test]
fn every_change_by_somebody_signed_in_counts_as_a_write_but_for_the_mail_that_a_server_delivers() {
    let others = ROUTES.iter().filter(|route| route.key != KeyAccess::DeliverMail);
    for route in others.filter(|route| route.access != Access::Public) {
        assert_eq!(route.limits.contains(&Limit::Writes), route.method != "GET", "{} {}", route.method, route.path);
    }
}

#[test]
fn everything_under_the_api_takes_a_slot_and_so_does_every_change() {
    for route in ROUTES.iter().filter(|route| route.method != "GET" || route.path.starts_with("/api/v1/")) {
        assert!(route.lane.is_some(), "{} {}", route.method, route.path);
    }
    for free in ["/healthz", "/readyz", "/metrics"] {
        assert!(ROUTES.iter().any(|route| route.path == free && route.lane.is_none()), "{free}");
    }
}

#[actix_web::test]
async fn a_handler_that_is_registered_past_the_table_is_never_reached() {
    let app = App::new()
        .app_data(&*INDEX)
        .configure(register)
        .route("/api/v1/past", web::get().to(HttpResponse::Ok))
        .route("/healthz", web::post().to(HttpResponse::Ok))
        .wrap(from_fn(authenticate))
        .wrap(from_fn(respond));
    let app = init_service(app).await;

    for (request, status) in [(TestRequest::get().uri("/api/v1/past"), 404), (TestRequest::post().uri("/healthz"), 405)]
    {
        let answer = call_service(&app, request.to_request()).await;
        assert_eq!(answer.status(), status);
    }
}

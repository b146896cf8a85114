//! The OpenAPI document: made of the routes' own registrations, completed with what all of them have in common.

use std::sync::LazyLock;

use actix_web::http::header::ContentType;
use actix_web::{App, HttpResponse, get};
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn, PathItem};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{ContentBuilder, Info, OpenApi, Ref, RefOr, Response, ResponseBuilder};
use utoipa::{PartialSchema as _, ToSchema as _};
use utoipa_actix_web::AppExt as _;

use crate::middleware::{Access, required_access};
use crate::problem::{FieldError, Problem, ProblemJson};
use crate::rate_limit::is_limited;
use crate::routes::configure;

/// The tag of routes that answer people with pages: they are registered like all others, and left out of the document.
const PAGES: &str = "pages";

/// The document of this very program, for clients and for `deskhand openapi`.
#[must_use]
pub fn openapi() -> OpenApi {
    let mut document = registrations();
    document.paths.paths.retain(|_, item| !operations(item).any(|(_, operation)| is_page(operation)));
    document.info = Info::new("deskhand", env!("CARGO_PKG_VERSION"));
    document.info.description = Some("A help desk: tickets, people, conversations.".to_owned());
    let components = document.components.get_or_insert_default();
    let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build();
    components.add_security_scheme("bearer", SecurityScheme::Http(bearer));
    components.schemas.insert(ProblemJson::name().into_owned(), ProblemJson::schema());
    components.schemas.insert(FieldError::name().into_owned(), FieldError::schema());
    for (path, item) in &mut document.paths.paths {
        for (method, operation) in operations_mut(item) {
            complete(method, path, operation);
        }
    }
    document
}

/// Every route that is registered, pages included, with what its handler says of itself.
pub(crate) fn registrations() -> OpenApi {
    App::new().into_utoipa_app().configure(configure).split_for_parts().1
}

/// Method and path of every page: what is registered, and not in the document.
#[must_use]
pub fn pages() -> Vec<(&'static str, String)> {
    let registered = registrations();
    let all = registered.paths.paths.iter().flat_map(|(path, item)| {
        operations(item).filter(|(_, operation)| is_page(operation)).map(|(method, _)| (method, path.clone()))
    });
    all.collect()
}

/// Whether a route answers people, and not programs.
pub(crate) fn is_page(operation: &Operation) -> bool {
    operation.tags.iter().flatten().any(|tag| tag == PAGES)
}

pub(crate) fn operations(item: &PathItem) -> impl Iterator<Item = (&'static str, &Operation)> {
    let all = [
        ("GET", &item.get),
        ("POST", &item.post),
        ("PUT", &item.put),
        ("PATCH", &item.patch),
        ("DELETE", &item.delete),
    ];
    all.into_iter().filter_map(|(method, operation)| operation.as_ref().map(|operation| (method, operation)))
}

fn operations_mut(item: &mut PathItem) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    let all = [
        ("GET", &mut item.get),
        ("POST", &mut item.post),
        ("PUT", &mut item.put),
        ("PATCH", &mut item.patch),
        ("DELETE", &mut item.delete),
    ];
    all.into_iter().filter_map(|(method, operation)| operation.as_mut().map(|operation| (method, operation)))
}

/// Adds the key to the door, and the problems that follow from what a route takes.
fn complete(method: &str, path: &str, operation: &mut Operation) {
    let mut problems = vec!["400", "500", "503"];
    if required_access(method, path) != Access::Public {
        let needs: [&str; 0] = [];
        operation.security = Some(vec![SecurityRequirement::new("bearer", needs)]);
        problems.extend(["401", "403"]);
    }
    if is_limited(method, path, required_access(method, path) == Access::Public) {
        problems.push("429");
    }
    if path.contains('{') {
        problems.push("404");
    }
    if method != "GET" {
        problems.push("507");
    }
    if operation.request_body.is_some() {
        problems.extend(["403", "408", "409", "413", "415", "422"]);
    }
    // A mute belongs to the caller, and an API key never changes: they have no versions.
    let has_version = !path.ends_with("/mute") && !path.contains("{key}");
    if matches!(method, "PATCH" | "DELETE") && has_version {
        problems.extend(["409", "412"]);
        operation.parameters.get_or_insert_default().push(if_match().into());
    }
    if let (Some(RefOr::T(body)), "PATCH") = (&mut operation.request_body, method)
        && let Some(content) = body.content.get("application/json").cloned()
    {
        body.content.insert("application/merge-patch+json".to_owned(), content);
    }
    for status in problems {
        operation.responses.responses.entry(status.to_owned()).or_insert_with(|| described(status).into());
    }
    let failures = operation.responses.responses.iter_mut().filter(|(status, _)| status.starts_with(['4', '5']));
    for (_, answer) in failures {
        if let RefOr::T(answer) = answer {
            let content = ContentBuilder::new().schema(Some(Ref::from_schema_name(ProblemJson::name()))).build();
            answer.content.insert("application/problem+json".to_owned(), content.into());
        }
    }
}

fn if_match() -> Parameter {
    ParameterBuilder::new()
        .name("If-Match")
        .parameter_in(ParameterIn::Header)
        .description(Some(
            "The `ETag` of the version that the caller knows: refused with 412 where it is not the newest.",
        ))
        .schema(Some(String::schema()))
        .build()
}

fn described(status: &str) -> Response {
    let words = match status {
        "400" => "The request cannot be read, or a parameter is not known or not valid.",
        "401" => "No valid access token.",
        "403" => "The caller may not do this.",
        "404" => "There is no such thing, or the caller may not see it.",
        "408" => "The body took too long to arrive.",
        "409" => "What is stored stands against it.",
        "412" => "`If-Match` names a version that is no longer the newest.",
        "413" => "The body is too large.",
        "415" => "The body is not JSON.",
        "422" => "Fields of the body are not valid, or a rule of the desk forbids it.",
        "429" => "Too many requests: try again after `Retry-After`.",
        "503" => "Try again after `Retry-After`.",
        "507" => "There is no room to keep anything; try again after `Retry-After`.",
        _ => "The server failed.",
    };
    ResponseBuilder::new().description(words).build()
}

static DOCUMENT: LazyLock<Result<String, String>> =
    LazyLock::new(|| openapi().to_json().map_err(|error| error.to_string()));

/// This document.
#[utoipa::path(
    tag = "system",
    responses((status = 200, description = "OpenAPI 3.1.", content_type = "application/json", body = Object))
)]
#[get("/openapi.json")]
pub(crate) async fn openapi_json() -> Result<HttpResponse, Problem> {
    answer()
}

/// This document, where programs that know nothing of versions look for it.
#[utoipa::path(
    tag = "system",
    responses((status = 200, description = "OpenAPI 3.1.", content_type = "application/json", body = Object))
)]
#[get("/openapi.json")]
pub(crate) async fn openapi_json_at_root() -> Result<HttpResponse, Problem> {
    answer()
}

fn answer() -> Result<HttpResponse, Problem> {
    match &*DOCUMENT {
        Ok(document) => Ok(HttpResponse::Ok().content_type(ContentType::json()).body(document.as_str())),
        Err(cause) => Err(Problem::internal(cause)),
    }
}

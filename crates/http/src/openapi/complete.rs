use deskhand_domain::permissions::KeyAccess;
use deskhand_http_core::problem::ProblemJson;
use deskhand_http_core::routing::Access;
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn};
use utoipa::openapi::security::SecurityRequirement;
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Required, Response, ResponseBuilder};
use utoipa::{PartialSchema as _, ToSchema as _};

use crate::routes::Route;

/// How a handler describes a body that the request need not have.
const LEFT_OUT: &str = "May be left out.";

/// What has versions: a change or deletion of it takes `If-Match`.
const VERSIONED: [&str; 3] = ["/api/v1/me", "/api/v1/tickets/{ticket}", "/api/v1/users/{user}"];

/// Adds the token, and the problems that follow from the row of the route and from what it takes.
pub(super) fn complete(route: &Route, operation: &mut Operation) {
    let (method, path) = (route.method, route.path);
    let mut problems = vec!["400", "500", "503"];
    operation.security = Some(security(route));
    if route.access != Access::Public {
        problems.extend(["401", "403"]);
    }
    if !route.limits.is_empty() {
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
    // A mute belongs to the caller, an API key or a file never changes, and only admins change webhooks.
    let is_contested =
        !path.ends_with("/mute") && !["{key}", "{attachment}", "{webhook}"].iter().any(|part| path.contains(part));
    if matches!(method, "PATCH" | "DELETE") && is_contested {
        problems.push("409");
    }
    let has_version = VERSIONED.contains(&path);
    if matches!(method, "PATCH" | "DELETE") && has_version {
        problems.push("412");
        operation.parameters.get_or_insert_default().push(if_match().into());
    }
    if method == "GET" && answers_version(operation) {
        let not_modified =
            ResponseBuilder::new().description("Nothing changed since the version that `If-None-Match` names.");
        operation.responses.responses.insert("304".to_owned(), not_modified.build().into());
        operation.parameters.get_or_insert_default().push(if_none_match().into());
    }
    // Webhooks take it too, but openapi-python-client forgets an import where a second body is all that an operation may leave out.
    if let (Some(RefOr::T(body)), "PATCH", true) = (&mut operation.request_body, method, has_version)
        && let Some(content) = body.content.get("application/json").cloned()
    {
        body.content.insert("application/merge-patch+json".to_owned(), content);
    }
    if let Some(RefOr::T(body)) = &mut operation.request_body
        && body.description.as_deref() == Some(LEFT_OUT)
    {
        body.required = Some(Required::False);
    }
    for status in problems {
        operation.responses.responses.entry(status.to_owned()).or_insert_with(|| described(status).into());
    }
    // What is answered to a range beyond the end of a file is its length, in a header.
    let failures = operation
        .responses
        .responses
        .iter_mut()
        .filter(|(status, _)| status.starts_with(['4', '5']) && *status != "416");
    for (_, answer) in failures {
        if let RefOr::T(answer) = answer {
            let content = ContentBuilder::new().schema(Some(Ref::from_schema_name(ProblemJson::name()))).build();
            answer.content.insert("application/problem+json".to_owned(), content.into());
        }
    }
}

/// A token, none, or either: a sign-up may come with the key that lets staff in.
fn security(route: &Route) -> Vec<SecurityRequirement> {
    let needs: [&str; 0] = [];
    let token = SecurityRequirement::new("bearer", needs);
    match (route.access, route.key) {
        (Access::Public, KeyAccess::RegisterStaff) => vec![SecurityRequirement::default(), token],
        (Access::Public, _) => Vec::new(),
        _ => vec![token],
    }
}

/// One ticket or one person: they have an `ETag`.
fn answers_version(operation: &Operation) -> bool {
    let Some(RefOr::T(answer)) = operation.responses.responses.get("200") else { return false };
    let Some(RefOr::T(content)) = answer.content.get("application/json") else { return false };
    matches!(&content.schema, Some(RefOr::Ref(schema)) if schema.ref_location.ends_with("/Ticket") || schema.ref_location.ends_with("/User"))
}

fn if_match() -> Parameter {
    header(
        "If-Match",
        "The `ETag` of the version that the caller knows, or several: refused with 412 if the newest is not among them.",
    )
}

fn if_none_match() -> Parameter {
    header("If-None-Match", "The `ETag` of the version that the caller has: answered 304 while it is the newest.")
}

fn header(name: &str, words: &str) -> Parameter {
    let header = ParameterBuilder::new().name(name).parameter_in(ParameterIn::Header).description(Some(words));
    header.schema(Some(String::schema())).build()
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

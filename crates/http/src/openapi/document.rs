use std::sync::LazyLock;

use deskhand_http_core::problem::{FieldError, ProblemJson};
use serde_json::{Value, json};
use utoipa::openapi::path::PathItem;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{Components, HttpMethod, Info, OpenApi, OpenApiBuilder, Paths};
use utoipa::{PartialSchema, ToSchema};

use super::complete::complete;
use super::{callers, examples, guide, headers, schemas, webhooks};
use crate::dto::schemas as words;
use crate::routes::{ROUTES, Route};

/// How a token is sent, in the words of the document.
const BEARER: &str = "An access token from `POST /auth/signin` (a JWT, 15 minutes), or an API key from `POST /api-keys` \
                      (`dh_<id>_<secret>`). A key acts as its owner, within its scopes.";

/// The document of this very program, for clients and for `deskhand openapi`. Its address is relative: the running service puts
/// its own there.
#[must_use]
pub fn openapi() -> Value {
    DOCUMENT.clone()
}

static DOCUMENT: LazyLock<Value> = LazyLock::new(|| {
    let mut document = serde_json::to_value(collect()).unwrap_or_default();
    schemas::name_rows(&mut document);
    schemas::show_descriptions(&mut document);
    schemas::name_constants(&mut document);
    schemas::parameters_are_never_null(&mut document);
    webhooks::add(&mut document);
    headers::declare(&mut document);
    guide::add(&mut document);
    examples::add(&mut document);
    // The order must not depend on which features of serde_json another crate turns on.
    document.sort_all_objects();
    document
});

/// What the table of routes and the handlers say.
fn collect() -> OpenApi {
    let mut paths = Paths::new();
    let mut components = Components::new();
    for route in ROUTES.iter() {
        add(route, &mut paths, &mut components);
    }
    let bearer =
        HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT or API key").description(Some(BEARER));
    components.add_security_scheme("bearer", SecurityScheme::Http(bearer.build()));
    name_schema::<ProblemJson<'_>>(&mut components);
    name_schema::<FieldError>(&mut components);
    // Parameters refer to these; a handler registers only the schemas of bodies.
    name_schema::<words::TicketSort>(&mut components);
    name_schema::<words::UserSort>(&mut components);
    name_schema::<words::SecuritySort>(&mut components);
    name_schema::<words::Frequency>(&mut components);
    name_schema::<words::TicketPart>(&mut components);
    name_schema::<words::TicketField>(&mut components);
    let info = Info::new("deskhand", env!("CARGO_PKG_VERSION"));
    OpenApiBuilder::new().info(info).paths(paths).components(Some(components)).build()
}

fn name_schema<T: ToSchema + PartialSchema>(components: &mut Components) {
    components.schemas.insert(T::name().into_owned(), T::schema());
}

fn add(route: &Route, paths: &mut Paths, components: &mut Components) {
    let mut docs = route.docs();
    components.schemas.extend(std::mem::take(&mut docs.schemas));
    let Some(mut operation) = route.operation(docs) else { return };
    complete(route, &mut operation);
    callers::describe(route, &mut operation);
    let item = PathItem::new(http_method(route.method), operation);
    match paths.paths.get_mut(route.path) {
        Some(known) => known.merge_operations(item),
        None => drop(paths.paths.insert(route.path.to_owned(), item)),
    }
}

fn http_method(method: &str) -> HttpMethod {
    match method {
        "POST" => HttpMethod::Post,
        "PUT" => HttpMethod::Put,
        "PATCH" => HttpMethod::Patch,
        "DELETE" => HttpMethod::Delete,
        _ => HttpMethod::Get,
    }
}

/// The document as a service at this address answers it.
pub(crate) fn document_text(public_url: &str) -> String {
    let mut document = openapi();
    document["servers"] = json!([{ "url": public_url.trim_end_matches('/'), "description": "This desk." }]);
    document.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_document_has_the_routes_of_the_table_and_no_others() {
        let documented: usize = collect().paths.paths.values().map(operations).sum();
        assert_eq!(documented, ROUTES.len());
    }

    fn operations(item: &PathItem) -> usize {
        [&item.get, &item.post, &item.put, &item.patch, &item.delete].into_iter().flatten().count()
    }
}

use std::sync::LazyLock;

use deskhand_http_core::problem::{FieldError, ProblemJson};
use utoipa::openapi::path::PathItem;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{Components, HttpMethod, Info, OpenApi, OpenApiBuilder, Paths};
use utoipa::{PartialSchema as _, ToSchema as _};

use super::complete::complete;
use crate::routes::{ROUTES, Route};

/// The document of this very program, for clients and for `deskhand openapi`.
#[must_use]
pub fn openapi() -> OpenApi {
    let mut paths = Paths::new();
    let mut components = Components::new();
    for route in ROUTES.iter().filter(|route| !route.is_page) {
        add(route, &mut paths, &mut components);
    }
    let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build();
    components.add_security_scheme("bearer", SecurityScheme::Http(bearer));
    components.schemas.insert(ProblemJson::name().into_owned(), ProblemJson::schema());
    components.schemas.insert(FieldError::name().into_owned(), FieldError::schema());
    let mut info = Info::new("deskhand", env!("CARGO_PKG_VERSION"));
    info.description = Some("A help desk: tickets, people, conversations.".to_owned());
    OpenApiBuilder::new().info(info).paths(paths).components(Some(components)).build()
}

fn add(route: &Route, paths: &mut Paths, components: &mut Components) {
    let mut docs = route.docs();
    components.schemas.extend(std::mem::take(&mut docs.schemas));
    let Some(mut operation) = route.operation(docs) else { return };
    complete(route, &mut operation);
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

static TEXT: LazyLock<Result<String, String>> =
    LazyLock::new(|| openapi().to_json().map_err(|error| error.to_string()));

/// The document in JSON.
pub(crate) fn document_text() -> &'static Result<String, String> {
    &TEXT
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_document_has_the_routes_of_the_table_and_no_others() {
        let document = openapi();
        let documented: usize = document.paths.paths.values().map(operations).sum();
        assert_eq!(documented, ROUTES.iter().filter(|route| !route.is_page).count());
    }

    fn operations(item: &PathItem) -> usize {
        [&item.get, &item.post, &item.put, &item.patch, &item.delete].into_iter().flatten().count()
    }
}

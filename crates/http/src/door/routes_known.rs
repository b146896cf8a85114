//! The registered routes, read back from what they say of themselves: what the router itself does not tell.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use actix_web::dev::{Path, ResourceDef};
use utoipa::openapi::RefOr;
use utoipa::openapi::path::{Operation, ParameterIn, PathItem};

use crate::openapi::{is_page, operations, registrations};

/// One path with its methods.
pub(crate) struct KnownPath {
    pub(crate) path: String,
    resource: ResourceDef,
    /// For each method the query parameters that it knows.
    pub(crate) methods: BTreeMap<&'static str, Vec<String>>,
    /// Whether people see its answers, and not programs.
    pub(crate) is_page: bool,
}

static KNOWN: LazyLock<Vec<KnownPath>> = LazyLock::new(|| {
    let document = registrations();
    document.paths.paths.iter().map(|(path, item)| KnownPath::new(path, item)).collect()
});

/// The registered path that a request's path fits. It must be the path as the router sees it, with its needless
/// percent-encodings undone.
pub(crate) fn known_path(path: &str) -> Option<&'static KnownPath> {
    KNOWN.iter().find(|known| known.resource.is_match(path))
}

impl KnownPath {
    fn new(path: &str, item: &PathItem) -> Self {
        let methods = operations(item).map(|(method, operation)| (method, query_parameters(operation))).collect();
        let is_page = operations(item).any(|(_, operation)| is_page(operation));
        Self { path: path.to_owned(), resource: ResourceDef::new(path), methods, is_page }
    }

    /// What stands in the place of a parameter. The router itself knows only behind the door.
    pub(crate) fn parameter(&self, path: &str, name: &str) -> Option<String> {
        let mut path = Path::new(path);
        self.resource.capture_match_info(&mut path).then(|| path.get(name).map(str::to_owned)).flatten()
    }

    /// The method in the words of this table, if the path knows it.
    pub(crate) fn method(&self, name: &str) -> Option<&'static str> {
        self.methods.keys().find(|method| **method == name).copied()
    }

    /// The methods as `Allow` lists them.
    pub(crate) fn allow(&self) -> String {
        let mut methods: Vec<_> = self.methods.keys().copied().collect();
        if self.methods.contains_key("GET") {
            methods.push("HEAD");
        }
        methods.sort_unstable();
        methods.join(", ")
    }
}

fn query_parameters(operation: &Operation) -> Vec<String> {
    let parameters = operation.parameters.iter().flatten().filter_map(|parameter| match parameter {
        RefOr::T(parameter) if parameter.parameter_in == ParameterIn::Query => Some(parameter.name.clone()),
        _ => None,
    });
    parameters.collect()
}

//! The registered routes, read back from what they say of themselves: what the router itself does not tell.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use actix_web::HttpMessage as _;
use actix_web::dev::{Path, ResourceDef, ServiceRequest};
use utoipa::openapi::RefOr;
use utoipa::openapi::path::{Operation, ParameterIn, PathItem};

use crate::openapi::{is_page, operations, registrations};

/// One path with its methods.
pub(crate) struct IndexedPath {
    pub(crate) path: String,
    /// How much of it stands before its first parameter, and how many slashes it has: most paths differ from a request's in
    /// these already, and a pattern takes long.
    fixed: usize,
    slashes: usize,
    resource: ResourceDef,
    /// For each method the query parameters that it knows.
    pub(crate) methods: BTreeMap<&'static str, Vec<String>>,
    /// Whether people see its answers, and not programs.
    pub(crate) is_page: bool,
}

static KNOWN: LazyLock<Vec<IndexedPath>> = LazyLock::new(|| {
    let document = registrations();
    document.paths.paths.iter().map(|(path, item)| IndexedPath::new(path, item)).collect()
});

/// The registered path that a request's path fits. It must be the path as the router sees it, with its needless
/// percent-encodings undone.
pub(crate) fn find_path(path: &str) -> Option<&'static IndexedPath> {
    let slashes = slashes(path);
    KNOWN.iter().find(|known| known.slashes == slashes && known.fits(path))
}

/// Several layers ask for it, one after the other: it is found once for each request.
struct Found(Option<&'static IndexedPath>);

/// The registered path that a request fits.
pub(crate) fn indexed_path_of(request: &ServiceRequest) -> Option<&'static IndexedPath> {
    if let Some(Found(known)) = request.extensions().get() {
        return *known;
    }
    let known = find_path(request.match_info().as_str());
    request.extensions_mut().insert(Found(known));
    known
}

impl IndexedPath {
    fn new(path: &str, item: &PathItem) -> Self {
        let methods = operations(item).map(|(method, operation)| (method, query_parameters(operation))).collect();
        let is_page = operations(item).any(|(_, operation)| is_page(operation));
        let fixed = path.find('{').unwrap_or(path.len());
        Self {
            path: path.to_owned(),
            fixed,
            slashes: slashes(path),
            resource: ResourceDef::new(path),
            methods,
            is_page,
        }
    }

    fn fits(&self, path: &str) -> bool {
        self.path.get(..self.fixed).is_some_and(|fixed| path.starts_with(fixed)) && self.resource.is_match(path)
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

/// No parameter stands for more than one part of a path.
fn slashes(path: &str) -> usize {
    path.bytes().filter(|byte| *byte == b'/').count()
}

fn query_parameters(operation: &Operation) -> Vec<String> {
    let parameters = operation.parameters.iter().flatten().filter_map(|parameter| match parameter {
        RefOr::T(parameter) if parameter.parameter_in == ParameterIn::Query => Some(parameter.name.clone()),
        _ => None,
    });
    parameters.collect()
}

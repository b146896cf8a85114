use std::collections::BTreeMap;

use actix_web::HttpMessage as _;
use actix_web::dev::{Path, ResourceDef, ServiceRequest};
use deskhand_domain::permissions::KeyAccess;

use super::rule::RouteRule;

/// The rules of all routes, by path. The router itself does not tell which path it matched before the handler runs.
///
/// An app has `&'static RouteIndex` among its data.
pub struct RouteIndex(Vec<IndexedPath>);

/// One path with its methods.
pub struct IndexedPath {
    /// The pattern, such as `/api/v1/tickets/{ticket}`.
    pub path: &'static str,
    /// The length before the first parameter, and the number of slashes: a request's path differs from most patterns in these, and
    /// a pattern is slow to match.
    fixed: usize,
    slashes: usize,
    resource: ResourceDef,
    rules: BTreeMap<&'static str, RouteRule>,
}

/// The result for one request: several layers ask for it.
struct Found(Option<&'static IndexedPath>);

/// The path that a request matches.
pub fn indexed_path_of(request: &ServiceRequest) -> Option<&'static IndexedPath> {
    if let Some(Found(path)) = request.extensions().get() {
        return *path;
    }
    let index = request.app_data::<&'static RouteIndex>()?;
    let path = index.find(request.match_info().as_str());
    request.extensions_mut().insert(Found(path));
    path
}

impl RouteIndex {
    /// An index of these rules.
    #[must_use]
    pub fn new(rules: impl IntoIterator<Item = RouteRule>) -> Self {
        let mut paths: BTreeMap<&'static str, IndexedPath> = BTreeMap::new();
        for rule in rules {
            let path = paths.entry(rule.path).or_insert_with(|| IndexedPath::new(rule.path));
            path.rules.insert(rule.method, rule);
        }
        Self(paths.into_values().collect())
    }

    /// The path that matches, which must be as the router sees it: without needless percent-encodings.
    #[must_use]
    pub fn find(&self, path: &str) -> Option<&IndexedPath> {
        let slashes = slashes(path);
        self.0.iter().find(|indexed| indexed.slashes == slashes && indexed.matches(path))
    }

    /// What a route asks of an API key. For a route without a rule no key is good.
    #[must_use]
    pub fn required_scope(&self, method: &str, pattern: &str) -> KeyAccess {
        let path = self.0.iter().find(|indexed| indexed.path == pattern);
        path.and_then(|path| path.rule(method)).map_or(KeyAccess::SessionOnly, |rule| rule.key)
    }
}

impl IndexedPath {
    fn new(path: &'static str) -> Self {
        let fixed = path.find('{').unwrap_or(path.len());
        Self { path, fixed, slashes: slashes(path), resource: ResourceDef::new(path), rules: BTreeMap::new() }
    }

    fn matches(&self, path: &str) -> bool {
        self.path.get(..self.fixed).is_some_and(|fixed| path.starts_with(fixed)) && self.resource.is_match(path)
    }

    /// The rule of a method.
    #[must_use]
    pub fn rule(&self, method: &str) -> Option<&RouteRule> {
        self.rules.get(method)
    }

    /// The rule of any method, for what all methods of a path have in common.
    #[must_use]
    pub fn any_rule(&self) -> Option<&RouteRule> {
        self.rules.values().next()
    }

    /// The value of a path parameter. The router itself knows it only after the layers.
    #[must_use]
    pub fn parameter(&self, path: &str, name: &str) -> Option<String> {
        let mut path = Path::new(path);
        self.resource.capture_match_info(&mut path).then(|| path.get(name).map(str::to_owned)).flatten()
    }

    /// The methods as `Allow` lists them.
    #[must_use]
    pub fn allow(&self) -> String {
        let mut methods: Vec<_> = self.rules.keys().copied().collect();
        if self.rules.contains_key("GET") {
            methods.push("HEAD");
        }
        methods.push("OPTIONS");
        methods.sort_unstable();
        methods.join(", ")
    }
}

/// No parameter matches more than one segment of a path.
fn slashes(path: &str) -> usize {
    path.bytes().filter(|byte| *byte == b'/').count()
}

use super::browsers::page_for_browsers;
use actix_web::web::ServiceConfig;
use deskhand_domain::permissions::{Denied, KeyAccess};
use deskhand_domain::use_cases::Admission;
use deskhand_http_core::admission::Lane;
use deskhand_http_core::auth::TokenSource;
use deskhand_http_core::problem::render_json;
use deskhand_http_core::rate_limit::Limit;
use deskhand_http_core::routing::{Access, RouteRule};
use utoipa::openapi::path::{Operation, ParameterIn, Paths};
use utoipa::openapi::{RefOr, Schema};
use utoipa_actix_web::OpenApiFactory;

/// One row of the table of routes. Registration, the checks before the handler, and the OpenAPI document follow from it.
#[derive(Clone, Copy, Debug)]
pub struct Route {
    /// Such as `GET`.
    pub method: &'static str,
    /// Such as `/api/v1/tickets/{ticket}`.
    pub path: &'static str,
    /// The least that a caller must be.
    pub access: Access,
    /// What an API key must be good for.
    pub key: KeyAccess,
    /// Whose slots it takes.
    pub lane: Option<Lane>,
    /// The rate limits that count its requests.
    pub limits: &'static [Limit],
    /// Whether its answers are the bytes of files, which stay as they are.
    pub(super) is_file: bool,
    /// Whether browsers follow old links to it.
    pub(super) leads_browsers: bool,
    pub(super) denied: Option<Denied>,
    pub(super) account_parameter: Option<&'static str>,
    pub(super) admission: Admission,
    pub(super) token: TokenSource,
    pub(super) register: fn(&mut ServiceConfig),
    pub(super) docs: fn() -> Docs,
}

/// What the attributes of a handler say of it.
pub(crate) struct Docs {
    paths: Paths,
    pub(crate) schemas: Vec<(String, RefOr<Schema>)>,
}

impl Docs {
    pub(super) fn of(handler: &impl OpenApiFactory) -> Self {
        let mut schemas = Vec::new();
        handler.schemas(&mut schemas);
        Self { paths: handler.paths(), schemas }
    }
}

impl Route {
    /// It answers the bytes of files: they have a length and ranges, and most are compressed already.
    pub(super) const fn file(mut self) -> Self {
        self.is_file = true;
        self
    }

    /// Browsers that follow an old link get to the page in its place.
    pub(super) const fn leads_browsers(mut self) -> Self {
        self.leads_browsers = true;
        self
    }

    /// Callers below the access read this reason.
    pub(super) const fn denied(mut self, reason: Denied) -> Self {
        self.denied = Some(reason);
        self
    }

    /// This path parameter names an account: no API key changes the one of its owner.
    pub(super) const fn account(mut self, parameter: &'static str) -> Self {
        self.account_parameter = Some(parameter);
        self
    }

    /// Admits also people who have to set up a second factor.
    pub(super) const fn before_enrolment(mut self) -> Self {
        self.admission = Admission::BeforeEnrolment;
        self
    }

    /// The token may come among the WebSocket protocols.
    pub(super) const fn token_in_protocols(mut self) -> Self {
        self.token = TokenSource::HeaderOrProtocol;
        self
    }

    /// A ticket in the query may take the place of the token.
    pub(super) const fn ticket_in_query(mut self) -> Self {
        self.token = TokenSource::HeaderOrTicket;
        self
    }

    pub(crate) fn docs(&self) -> Docs {
        (self.docs)()
    }

    /// The operation that the handler documents; `None` where it is registered by another method or path than the table says.
    pub(crate) fn operation(&self, docs: Docs) -> Option<Operation> {
        let item = docs.paths.paths.into_iter().find(|(path, _)| path == self.path)?.1;
        match self.method {
            "GET" => item.get,
            "POST" => item.post,
            "PUT" => item.put,
            "PATCH" => item.patch,
            "DELETE" => item.delete,
            _ => None,
        }
    }

    pub(crate) fn rule(&self) -> RouteRule {
        RouteRule {
            method: self.method,
            path: self.path,
            access: self.access,
            denied: self.denied,
            key: self.key,
            account_parameter: self.account_parameter,
            admission: self.admission,
            token: self.token,
            own_pages_only: false,
            limits: self.limits,
            lane: self.lane,
            reads_query: self.operation(self.docs()).is_some_and(|operation| reads_query(&operation)),
            // Secrets are answered to changes.
            compressible: self.method == "GET" && !self.is_file,
            render_problem: if self.leads_browsers { page_for_browsers } else { render_json },
        }
    }
}

fn reads_query(operation: &Operation) -> bool {
    operation
        .parameters
        .iter()
        .flatten()
        .any(|parameter| matches!(parameter, RefOr::T(parameter) if parameter.parameter_in == ParameterIn::Query))
}

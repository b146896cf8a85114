use actix_web::Route;
use actix_web::web::ServiceConfig;
use deskhand_domain::permissions::KeyAccess;
use deskhand_domain::use_cases::Admission;
use deskhand_http_core::admission::Lane;
use deskhand_http_core::auth::TokenSource;
use deskhand_http_core::problem::render_json;
use deskhand_http_core::rate_limit::Limit;
use deskhand_http_core::routing::{Access, RouteRule};

use crate::door::problem_page;

/// One row of the table of pages.
#[derive(Clone, Copy, Debug)]
pub struct PageRoute {
    /// `GET` or `POST`: forms have no others.
    pub method: &'static str,
    /// Such as `/tickets/{ticket}`.
    pub path: &'static str,
    /// The least that a person must be.
    pub access: Access,
    /// Whose slots it takes.
    pub lane: Option<Lane>,
    /// The rate limits that count its requests.
    pub limits: &'static [Limit],
    /// Whether its secret comes in the address or the form, from a mail: other programs than our own pages send it too.
    pub by_link: bool,
    /// Whether a script asks for it: problems are for programs then.
    pub for_scripts: bool,
    pub(super) admission: Admission,
    pub(super) handler: fn() -> Route,
}

impl PageRoute {
    /// Its secret comes from a mail.
    pub(super) const fn by_link(mut self) -> Self {
        self.by_link = true;
        self
    }

    /// Scripts of the pages ask for it.
    pub(super) const fn for_scripts(mut self) -> Self {
        self.for_scripts = true;
        self
    }

    /// Admits also people who have to set up a second factor.
    pub(super) const fn before_enrolment(mut self) -> Self {
        self.admission = Admission::BeforeEnrolment;
        self
    }

    pub(super) fn register(&self, config: &mut ServiceConfig) {
        config.route(self.path, (self.handler)());
    }

    pub(super) fn rule(&self) -> RouteRule {
        RouteRule {
            method: self.method,
            path: self.path,
            access: self.access,
            denied: None,
            // Keys are for programs.
            key: KeyAccess::SessionOnly,
            account_parameter: None,
            admission: self.admission,
            token: TokenSource::Cookie,
            own_pages_only: self.method != "GET" && !self.by_link,
            limits: self.limits,
            lane: self.lane,
            // A page leaves out what it does not know: mail programs and search boxes add parameters.
            reads_query: true,
            // What people typed is beside secrets of their session.
            compressible: false,
            render_problem: if self.for_scripts { render_json } else { problem_page },
        }
    }
}

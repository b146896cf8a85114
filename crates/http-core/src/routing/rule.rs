use actix_web::HttpResponse;
use deskhand_domain::permissions::{Denied, KeyAccess};
use deskhand_domain::use_cases::Admission;

use super::access::Access;
use crate::admission::Lane;
use crate::asked::Asked;
use crate::auth::TokenSource;
use crate::problem::Problem;
use crate::rate_limit::Limit;

/// Writes a problem as an answer to a request.
pub type ProblemRenderer = fn(&Problem, &Asked) -> HttpResponse;

/// What the layers enforce for one route.
#[derive(Clone, Debug)]
pub struct RouteRule {
    /// Such as `GET`.
    pub method: &'static str,
    /// The pattern, such as `/api/v1/tickets/{ticket}`.
    pub path: &'static str,
    /// The least that a caller must be.
    pub access: Access,
    /// The reason that callers below it read, where it is not that of [`Access::check`].
    pub denied: Option<Denied>,
    /// What an API key must be good for. A public route looks for a key only where this is [`KeyAccess::RegisterStaff`].
    pub key: KeyAccess,
    /// The path parameter that names an account: no API key changes the one of its owner, whatever `key` says.
    pub account_parameter: Option<&'static str>,
    /// Whom it admits where the policy wants a second factor.
    pub admission: Admission,
    /// Where the token is.
    pub token: TokenSource,
    /// Whether only our own pages may send its requests: a browser adds the cookie also to forms of other sites.
    pub own_pages_only: bool,
    /// The rate limits that count its requests.
    pub limits: &'static [Limit],
    /// Whose slots it takes; `None` for none, as probes do.
    pub lane: Option<Lane>,
    /// Whether it has query parameters of its own. One that has none refuses every parameter.
    pub reads_query: bool,
    /// Whether its answers may be compressed: no secret is among them, and they are no stream of events.
    pub compressible: bool,
    /// How its problems are answered.
    pub render_problem: ProblemRenderer,
}

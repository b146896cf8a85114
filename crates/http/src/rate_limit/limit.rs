use super::{Rate, Rates};

/// What is limited, each for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Limit {
    SignIn,
    SignInAddress,
    SignUp,
    Refresh,
    Mail,
    Link,
    NewPassword,
    Writes,
}
use Limit::{Link, Mail, Refresh, SignInAddress, SignUp};

/// Routes that strangers may call, limited by where the request comes from. A sign-in is limited by its login, too; and
/// every change by somebody who is signed in counts as [`Limit::Writes`].
const LIMITED: &[(&str, &str, Limit)] = &[
    ("POST", "/api/v1/auth/signin", SignInAddress),
    ("POST", "/api/v1/auth/signup", SignUp),
    ("POST", "/api/v1/auth/refresh", Refresh),
    ("POST", "/api/v1/auth/signout", Refresh),
    ("POST", "/api/v1/auth/email/resend", Mail),
    ("POST", "/api/v1/auth/password/forgot", Mail),
    ("POST", "/api/v1/auth/email/verify", Link),
    ("POST", "/api/v1/auth/password/reset", Link),
    ("GET", "/account/verify-email", Link),
    ("POST", "/account/verify-email", Link),
    ("GET", "/account/reset-password", Link),
    ("POST", "/account/reset-password", Link),
    ("GET", "/account/accept-invitation", Link),
    ("POST", "/account/accept-invitation", Link),
];

/// Where somebody who found an open session could guess the password.
pub(super) const NEW_PASSWORD: (&str, &str) = ("PUT", "/api/v1/me/password");

pub(super) fn of_route(method: &str, path: &str) -> Option<Limit> {
    let row = LIMITED.iter().find(|(known, route, _)| *known == method && *route == path);
    row.map(|(_, _, limit)| *limit)
}

/// Whether a request may be one too many. `is_public` says whether it needs no sign-in.
pub(crate) fn is_limited(method: &str, path: &str, is_public: bool) -> bool {
    of_route(method, path).is_some() || (method != "GET" && !is_public)
}

impl Limit {
    pub(super) const ALL: &[Self] = &[
        Self::SignIn,
        Self::SignInAddress,
        Self::SignUp,
        Self::Refresh,
        Self::Mail,
        Self::Link,
        Self::NewPassword,
        Self::Writes,
    ];

    /// As the headers name it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::SignIn => "signin",
            Self::SignInAddress => "signin-address",
            Self::SignUp => "signup",
            Self::Refresh => "refresh",
            Self::Mail => "mail",
            Self::Link => "link",
            Self::NewPassword => "new-password",
            Self::Writes => "writes",
        }
    }

    pub(super) const fn rate(self, rates: &Rates) -> Option<Rate> {
        match self {
            Self::SignIn | Self::NewPassword => rates.sign_in,
            Self::SignInAddress => rates.sign_in_address,
            Self::SignUp => rates.sign_up,
            Self::Refresh => rates.refresh,
            Self::Mail => rates.mail,
            Self::Link => rates.link,
            Self::Writes => rates.writes,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::middleware::{AUTHORIZATION, Access};

    #[test]
    fn every_route_that_strangers_may_write_by_is_limited_and_so_are_the_pages_behind_links() {
        let public = AUTHORIZATION.iter().filter(|rule| rule.who == Access::Public);
        for rule in public.filter(|rule| rule.method != "GET" || rule.path.starts_with("/account/")) {
            assert!(of_route(rule.method, rule.path).is_some(), "{} {}", rule.method, rule.path);
        }
    }

    #[test]
    fn no_route_has_two_limits() {
        let mut routes: Vec<_> = LIMITED.iter().map(|(method, path, _)| (method, path)).collect();
        routes.sort_unstable();
        routes.dedup();
        assert_eq!(routes.len(), LIMITED.len());
    }

    #[test]
    fn every_limited_route_is_one_that_strangers_may_call() {
        let known = |method, path| AUTHORIZATION.iter().find(|rule| (rule.method, rule.path) == (method, path));
        for (method, path, _) in LIMITED {
            assert_eq!(known(*method, *path).map(|rule| rule.who), Some(Access::Public), "{method} {path}");
        }
        assert!(known(NEW_PASSWORD.0, NEW_PASSWORD.1).is_some());
    }

    #[test]
    fn every_limit_has_a_name_of_its_own() {
        let mut names: Vec<_> = Limit::ALL.iter().map(|limit| limit.name()).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), Limit::ALL.len());
    }
}

//! What the own mail server found out about the sender, from `Authentication-Results` (RFC 8601).

mod syntax;

use crate::text::word_type;
use syntax::{Method, Results};

word_type! {
    /// Whether the mail comes from the domain of its sender.
    AuthenticationVerdict: "one of pass, fail, none" {
        /// DMARC passed; or DMARC says nothing, and DKIM or SPF passed for the domain of `From`.
        Pass = "pass",
        /// DMARC failed: the domain says that such mail is forged.
        Fail = "fail",
        /// Nothing is known.
        None = "none",
    }
}

impl AuthenticationVerdict {
    /// The verdict of one `Authentication-Results`. It MUST be the topmost one of the mail: only that was written by the own mail
    /// server, and a sender can write others below it.
    ///
    /// `trusted` are the authserv-ids whose word counts; they are compared whole, without case. `from_domain` is the domain of the
    /// one address in `From`.
    #[must_use]
    pub fn read(topmost: Option<&str>, trusted: &[String], from_domain: &str) -> Self {
        let Some(results) = topmost.and_then(Results::parse) else { return Self::None };
        if !trusted.iter().any(|id| !id.is_empty() && id.eq_ignore_ascii_case(&results.server)) {
            return Self::None;
        }
        let dmarc = || results.methods.iter().filter(|method| method.name == "dmarc");
        if dmarc().any(|method| method.result == "fail") {
            return Self::Fail;
        }
        let is_about_from = |method: &Method| method.property("header.from").is_none_or(|d| is_same(&d, from_domain));
        let passes = dmarc().any(|method| method.result == "pass" && is_about_from(method))
            || results.methods.iter().any(|method| passes_aligned(method, from_domain));
        if passes && !from_domain.is_empty() { Self::Pass } else { Self::None }
    }
}

/// Whether DKIM or SPF passed for the domain of `From`, or for a domain above it. Siblings and domains below do not count: without
/// a list of public suffixes it is not known whose they are.
fn passes_aligned(method: &Method, from_domain: &str) -> bool {
    let property = match method.name.as_str() {
        "dkim" => "header.d",
        "spf" => "smtp.mailfrom",
        _ => return false,
    };
    method.result == "pass" && method.property(property).is_some_and(|domain| covers(&domain, from_domain))
}

fn covers(domain: &str, from_domain: &str) -> bool {
    let (domain, from_domain) = (domain.to_ascii_lowercase(), from_domain.to_ascii_lowercase());
    let is_above = domain.contains('.') && from_domain.strip_suffix(&domain).is_some_and(|rest| rest.ends_with('.'));
    domain == from_domain || is_above
}

fn is_same(domain: &str, from_domain: &str) -> bool {
    domain.eq_ignore_ascii_case(from_domain)
}

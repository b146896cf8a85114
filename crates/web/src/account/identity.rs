use actix_web::HttpRequest;
use actix_web::http::StatusCode;
use askama::Template;
use deskhand_domain::people::Password;
use deskhand_domain::use_cases::Error;
use deskhand_http_core::AppState;
use deskhand_http_core::problem::Problem;
use serde::Deserialize;

use super::frame::Section;
use crate::door::{Faults, Page, Shell, Visitor, bad_form, shown_once};

/// The field that the domain and the form call so.
const FIELD: &str = "current_password";

/// The page that asks for the password before something that could take the account, or multiply access to it. It holds what was sent, and
/// sends it again.
#[derive(Template)]
#[template(path = "account/identity.html")]
struct IdentityPage<'a> {
    shell: &'a Shell,
    action: &'a str,
    fields: &'a [(&'a str, &'a str)],
    back: &'static str,
    faults: Faults,
}

/// A form that may need the password.
pub(super) struct Guarded<'a> {
    /// The path that it goes to.
    pub(super) action: &'a str,
    /// Its fields but the password.
    pub(super) fields: &'a [(&'a str, &'a str)],
    /// The page that it is on.
    pub(super) section: Section,
}

/// A form of nothing but the password, where it is asked for.
#[derive(Deserialize)]
pub(crate) struct PasswordOnly {
    #[serde(default)]
    pub(super) current_password: String,
}

impl Guarded<'_> {
    /// The page that asks for the password, where that is what is missing or wrong; else the error.
    pub(super) fn ask(&self, shell: &Shell, error: Error) -> Result<Page, Error> {
        let mut faults = Faults::default();
        let status = match error {
            Error::PasswordRequired => StatusCode::OK,
            Error::Field { field: FIELD, reason } => {
                let _: Option<()> = faults.accept(FIELD, Err(reason));
                StatusCode::UNPROCESSABLE_ENTITY
            }
            other => return Err(other),
        };
        let (action, fields, back) = (self.action, self.fields, self.section.path());
        Ok(shown_once(status, &IdentityPage { shell, action, fields, back, faults }))
    }
}

/// The password of a form, which counts as a try; none where the field is empty or missing.
pub(super) fn typed_password(
    state: &AppState,
    request: &HttpRequest,
    visitor: &Visitor,
    text: &str,
) -> Result<Option<Password>, Problem> {
    let typed = (!text.is_empty()).then(|| Password::typed(text)).transpose().map_err(|_| bad_form())?;
    state.limits.count_password(request, visitor.caller.actor.id, typed.as_ref())?;
    Ok(typed)
}

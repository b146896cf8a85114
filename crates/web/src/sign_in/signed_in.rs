use actix_web::HttpResponse;
use deskhand_domain::use_cases::SignedIn;
use deskhand_http_core::AppState;
use deskhand_http_core::auth::BrowserCookie;

use crate::door::{Next, see_other};

/// Goes on with the cookie of a new session.
pub(super) fn signed_in_answer(state: &AppState, signed_in: &SignedIn, next: &Next) -> HttpResponse {
    let token = state.use_cases.accounts().browser_token(signed_in);
    see_other(next.as_str(), Some(&BrowserCookie::of(&state.public_url).keep(token)))
}

use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::web;
use deskhand_http_core::AppState;
use deskhand_http_core::auth::{BrowserCookie, Caller};

use crate::door::{Page, see_other};

const CLEAR_SITE_DATA: HeaderName = HeaderName::from_static("clear-site-data");

/// Ends the session of the browser, and drops what it kept.
pub(crate) async fn sign_out(state: web::Data<AppState>, caller: Caller) -> Page {
    if let Some(session) = caller.credential.id().session() {
        let origin = caller.origin.clone();
        state
            .change(origin, async move |use_cases| use_cases.accounts().end_session(&caller, session, None).await)
            .await?;
    }
    let mut answer = see_other("/sign-in", Some(&BrowserCookie::of(&state.public_url).forget()));
    answer.headers_mut().insert(CLEAR_SITE_DATA, HeaderValue::from_static("\"cache\", \"storage\""));
    Ok(answer)
}

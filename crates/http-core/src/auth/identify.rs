use actix_web::HttpMessage as _;
use actix_web::cookie::Cookie;
use actix_web::dev::ServiceRequest;
use actix_web::http::header;
use deskhand_domain::api_keys::PresentedKey;
use deskhand_domain::ports::PersonKey;
use deskhand_domain::use_cases::Admission;

use super::browser_cookie::BrowserCookie;
use super::caller::Caller;
use super::origin::Origin;
use super::token::{TokenSource, bearer_token, ticket_in_query, token_in_protocols};
use crate::named::named_person;
use crate::problem::{Fields, Problem, ProblemCode};
use crate::rate_limit::Limit;
use crate::state::AppState;

/// Beside a request whose answer brings the browser a new token.
pub(crate) struct RenewedCookie(pub(crate) Cookie<'static>);

/// The caller whose token, API key or ticket a request carries.
///
/// # Errors
/// `unauthenticated` where there is no token, where there are two, or where the token is not valid; `bad-query` for a ticket
/// beside a token; `rate-limited` for too many tickets from one address; `second-factor-required` where the policy wants one that
/// the caller does not have.
pub async fn identify(
    request: &ServiceRequest,
    state: &AppState,
    (source, admission): (TokenSource, Admission),
) -> Result<Caller, Problem> {
    let offered = match source {
        TokenSource::Header => None,
        TokenSource::HeaderOrTicket => match ticket_in_query(request.query_string()) {
            Some(ticket) => return identify_by_ticket(request, state, &ticket).await,
            None => None,
        },
        TokenSource::HeaderOrProtocol => token_in_protocols(request.headers()),
        TokenSource::Cookie => return identify_by_cookie(request, state, admission).await,
    };
    // Of two tokens, another reader of the request might take the other one.
    let ((Some(token), None) | (None, Some(token))) = (bearer_token(request.headers()), offered) else {
        return Err(Problem::new(ProblemCode::Unauthenticated));
    };
    let origin = Origin::of(request.request(), state);
    Ok(Caller(state.use_cases.accounts().authenticate(token, origin.0, admission).await?))
}

/// A token past half of its time is made anew; the answer brings it.
async fn identify_by_cookie(
    request: &ServiceRequest,
    state: &AppState,
    admission: Admission,
) -> Result<Caller, Problem> {
    let cookie = BrowserCookie::of(&state.public_url);
    let token = cookie.token(request.request()).ok_or_else(|| Problem::new(ProblemCode::Unauthenticated))?;
    let origin = Origin::of(request.request(), state);
    let accounts = state.use_cases.accounts();
    let caller = accounts.authenticate_browser(&token, origin.0, admission).await?;
    if let Some(token) = accounts.renewed_browser_token(&caller) {
        request.extensions_mut().insert(RenewedCookie(cookie.keep(token)));
    }
    Ok(Caller(caller))
}

/// Looking for a ticket writes, so guesses are counted.
async fn identify_by_ticket(request: &ServiceRequest, state: &AppState, ticket: &str) -> Result<Caller, Problem> {
    if request.headers().contains_key(header::AUTHORIZATION) {
        let mut fields = Fields::of_query();
        fields.refuse("ticket", "repeated", "stands for `Authorization`: send one of the two");
        return Err(fields.into());
    }
    state.limits.count_address(request, &[Limit::Refresh])?;
    let origin = Origin::of(request.request(), state);
    Ok(Caller(state.use_cases.accounts().redeem_event_ticket(ticket, origin.0).await?))
}

/// Whether a request carries an API key, valid or not.
#[must_use]
pub fn shows_api_key(request: &ServiceRequest) -> bool {
    bearer_token(request.headers()).is_some_and(|token| token.starts_with(PresentedKey::PREFIX))
}

/// Whether a path parameter, an id or a username, names the caller.
#[must_use]
pub fn is_own_account(parameter: &str, caller: &Caller) -> bool {
    match named_person(parameter) {
        Ok(PersonKey::Id(id)) => caller.actor.is(id),
        Ok(PersonKey::Username(username)) => caller.person.username == username,
        Ok(PersonKey::Email(_)) | Err(_) => false,
    }
}

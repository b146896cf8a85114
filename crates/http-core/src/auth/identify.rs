use actix_web::dev::ServiceRequest;
use deskhand_domain::api_keys::PresentedKey;
use deskhand_domain::ports::PersonKey;

use super::caller::Caller;
use super::origin::Origin;
use super::token::{TokenSource, bearer_token, token_in_protocols};
use crate::named::named_person;
use crate::problem::{Problem, ProblemCode};
use crate::state::AppState;

/// The caller whose token or API key a request carries.
///
/// # Errors
/// `unauthenticated` where there is no token, where there are two, or where the token is not valid.
pub async fn identify(request: &ServiceRequest, state: &AppState, source: TokenSource) -> Result<Caller, Problem> {
    let offered = match source {
        TokenSource::Header => None,
        TokenSource::HeaderOrProtocol => token_in_protocols(request.headers()),
    };
    // Of two tokens, another reader of the request might take the other one.
    let ((Some(token), None) | (None, Some(token))) = (bearer_token(request.headers()), offered) else {
        return Err(Problem::new(ProblemCode::Unauthenticated));
    };
    let origin = Origin::of(request.request(), state);
    Ok(Caller(state.use_cases.accounts().authenticate(token, origin.0).await?))
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

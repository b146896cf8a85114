use actix_web::HttpRequest;
use actix_web::http::header;
use deskhand_domain::ports::AccessTokens as _;

use super::Twin;
use super::database::Value;
use super::failure::Failure;
use super::now::now;
use super::people::{OF_SESSION, PersonRow};

/// Who sends the request: the program's own check of the token, and its query for the session.
pub(super) async fn caller(twin: &Twin, request: &HttpRequest) -> Result<PersonRow, Failure> {
    let header = request.headers().get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let token = header.and_then(|value| value.strip_prefix("Bearer ")).ok_or(Failure::Unauthenticated)?;
    let claims = twin.tokens.read(token, now()).map_err(|_| Failure::Unauthenticated)?;
    let values = vec![Value::Id(claims.person.as_uuid()), Value::Id(claims.session.as_uuid())];
    let person = twin.pools.read::<PersonRow>(OF_SESSION, values).await?.pop();
    person.filter(|person| person.status == "approved").ok_or(Failure::Unauthenticated)
}

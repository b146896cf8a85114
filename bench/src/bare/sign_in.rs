use actix_web::{HttpResponse, web};
use deskhand_auth::random_token;
use deskhand_domain::people::{Password, PasswordHash};
use deskhand_domain::ports::{AccessClaims, AccessTokens as _, PasswordHasher as _};
use deskhand_domain::{PersonId, SessionId};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};
use time::Duration;
use uuid::Uuid;

use super::Twin;
use super::answer::Timestamp;
use super::database::{Value, Work};
use super::failure::Failure;
use super::now::{millis, new_id, now};
use super::people::{BY_ID, BY_USERNAME, PersonRow};

const BEGIN_SESSION: &str =
    r#"INSERT INTO "sessions" ("id", "person_id", "begun_at", "ended_at", "expires_at") VALUES ($1, $2, $3, $4, $5)"#;
const ADD_TOKEN: &str = r#"INSERT INTO "refresh_tokens" ("digest", "session_id", "issued_at", "expires_at", "used_at") VALUES ($1, $2, $3, $4, $5)"#;
const A_DAY: i64 = 86_400;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SignInBody {
    login: String,
    password: String,
}

#[derive(Serialize)]
struct SignedInJson {
    access_token: String,
    token_type: &'static str,
    expires_in: i64,
    refresh_token: String,
    user: UserJson,
}

#[derive(Serialize)]
struct UserJson {
    id: Uuid,
    username: String,
    name: String,
    email: Option<String>,
    phone: Option<String>,
    role: String,
    status: String,
    email_verified: bool,
    availability: Option<String>,
    capacity: Option<i32>,
    tickets_count: i32,
    created_at: Timestamp,
    updated_at: Timestamp,
}

pub(super) async fn sign_in(twin: web::Data<Twin>, body: web::Json<SignInBody>) -> Result<HttpResponse, Failure> {
    let SignInBody { login, password } = body.into_inner();
    let person = twin.pools.read::<PersonRow>(BY_USERNAME, vec![Value::Text(login)]).await?.pop();
    let hash = person.as_ref().and_then(|person| person.password.clone());
    let password = Password::typed(&password).map_err(|_| Failure::Refused)?;
    let right =
        twin.hasher.verify(password, hash.clone().map(PasswordHash::new)).await.map_err(|_| Failure::Refused)?;
    let person = person.filter(|_| right).ok_or(Failure::Unauthenticated)?;

    let mut work = twin.pools.begin().await?;
    let (session, refresh_token) = begin_session(&mut work, person.id, hash.as_deref()).await?;
    work.commit().await?;
    let issued_at = now();
    let claims = AccessClaims {
        person: PersonId::new(person.id),
        session: SessionId::new(session),
        issued_at,
        expires_at: issued_at + Duration::seconds(A_DAY),
    };
    let access_token = twin.tokens.issue(&claims);
    Ok(HttpResponse::Ok().json(SignedInJson {
        access_token,
        token_type: "Bearer",
        expires_in: A_DAY,
        refresh_token,
        user: user(person),
    }))
}

async fn begin_session(work: &mut Work, id: Uuid, hash: Option<&str>) -> Result<(Uuid, String), Failure> {
    let person = work.read_locked::<PersonRow>(BY_ID, vec![Value::Id(id), Value::Long(1)]).await?.pop();
    person.filter(|person| person.password.as_deref() == hash).ok_or(Failure::Unauthenticated)?;
    let (session, now) = (new_id(), millis(now()));
    let expires_at = Value::Long(now + 7 * A_DAY * 1000);
    let values = vec![Value::Id(session), Value::Id(id), Value::Long(now), Value::MaybeLong(None), expires_at.clone()];
    work.write(BEGIN_SESSION, values).await?;
    let secret = random_token();
    let values = vec![
        Value::Bytes(Sha256::digest(secret.reveal()).to_vec()),
        Value::Id(session),
        Value::Long(now),
        expires_at,
        Value::MaybeLong(None),
    ];
    work.write(ADD_TOKEN, values).await?;
    Ok((session, secret.reveal().to_owned()))
}

fn user(person: PersonRow) -> UserJson {
    UserJson {
        id: person.id,
        username: person.username,
        name: person.name,
        email: person.email,
        phone: person.phone,
        role: person.role,
        status: person.status,
        email_verified: person.email_verified_at.is_some(),
        availability: None,
        capacity: None,
        tickets_count: person.tickets_count,
        created_at: Timestamp(person.created_at),
        updated_at: Timestamp(person.updated_at),
    }
}

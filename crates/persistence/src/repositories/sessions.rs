use async_trait::async_trait;
use deskhand_domain::ports::{Consumed, RefreshToken, SecretDigest, SessionStore, StorageError};
use deskhand_domain::{PersonId, SessionId};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Condition, Expr};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, UpdateMany};
use time::OffsetDateTime;

use crate::dialect::locks::locked;
use crate::entities::{refresh_token, session};
use crate::mapping::decode::{Table, millis};
use crate::run::Run;
use crate::unit_of_work::SeaOrmUnitOfWork;

const TOKENS: Table = Table("refresh_tokens");

#[async_trait]
impl SessionStore for SeaOrmUnitOfWork {
    async fn begin_session(&mut self, token: &RefreshToken, agent: Option<String>) -> Result<(), StorageError> {
        let row = session::ActiveModel {
            id: Set(token.session.as_uuid()),
            person_id: Set(token.person.as_uuid()),
            begun_at: Set(millis(token.begun_at)),
            ended_at: Set(None),
            expires_at: Set(millis(token.expires_at)),
            agent: Set(agent),
            last_used_at: Set(millis(token.issued_at)),
        };
        self.tx.insert_rows([row]).await?;
        self.insert_token(token).await
    }

    async fn add_token(&mut self, token: &RefreshToken) -> Result<(), StorageError> {
        self.insert_token(token).await?;
        let prolonged = session::Entity::update_many()
            .col_expr(session::Column::ExpiresAt, Expr::value(millis(token.expires_at)))
            .col_expr(session::Column::LastUsedAt, Expr::value(millis(token.issued_at)))
            .filter(session::Column::Id.eq(token.session.as_uuid()))
            .filter(session::Column::LastUsedAt.lte(millis(token.issued_at)));
        self.tx.update_rows(prolonged).await?;
        Ok(())
    }

    async fn consume(&mut self, digest: &SecretDigest, at: OffsetDateTime) -> Result<Consumed, StorageError> {
        let token = refresh_token::Entity::find_by_id(digest.0.to_vec());
        let Some(token) = self.tx.fetch_one::<_, refresh_token::Model>(token).await? else {
            return Ok(Consumed::Unknown);
        };
        // Locks the session: a sign-out waits until the new token is stored, and ends it too.
        let session = locked(session::Entity::find_by_id(token.session_id));
        let session: Option<session::Model> = self.tx.fetch_one(session).await?;
        let Some(session) = session.filter(|session| session.ended_at.is_none()) else {
            return Ok(Consumed::Unknown);
        };
        let known = known(&token, &session, digest)?;
        if let Some(used_at) = token.used_at {
            return Ok(Consumed::Again { token: known, used_at: TOKENS.time("used_at", used_at)? });
        }
        let used = refresh_token::Entity::update_many()
            .col_expr(refresh_token::Column::UsedAt, Expr::value(millis(at)))
            .filter(refresh_token::Column::Digest.eq(token.digest))
            .filter(refresh_token::Column::UsedAt.is_null());
        // The row was read before the session was locked: another may have used it in between.
        let is_first = self.tx.update_rows(used).await? == 1;
        Ok(if is_first { Consumed::First(known) } else { Consumed::Again { token: known, used_at: at } })
    }

    async fn end_session(&mut self, session: SessionId, at: OffsetDateTime) -> Result<(), StorageError> {
        self.end_sessions(ending(at).filter(session::Column::Id.eq(session.as_uuid()))).await
    }

    async fn end_sessions_of(
        &mut self,
        person: PersonId,
        except: Option<SessionId>,
        at: OffsetDateTime,
    ) -> Result<(), StorageError> {
        let theirs = ending(at).filter(session::Column::PersonId.eq(person.as_uuid()));
        let others = except.map(|session| session::Column::Id.ne(session.as_uuid()));
        self.end_sessions(theirs.filter(Condition::all().add_option(others))).await
    }

    async fn has_ended(&mut self, session: SessionId) -> Result<bool, StorageError> {
        let session = session::Entity::find_by_id(session.as_uuid());
        let session: Option<session::Model> = self.tx.fetch_one(session).await?;
        Ok(session.is_none_or(|session| session.ended_at.is_some()))
    }
}

impl SeaOrmUnitOfWork {
    async fn insert_token(&self, token: &RefreshToken) -> Result<(), StorageError> {
        let row = refresh_token::ActiveModel {
            digest: Set(token.digest.0.to_vec()),
            session_id: Set(token.session.as_uuid()),
            issued_at: Set(millis(token.issued_at)),
            expires_at: Set(millis(token.expires_at)),
            used_at: Set(None),
        };
        self.tx.insert_rows([row]).await
    }

    pub(super) async fn end_sessions(&self, ending: UpdateMany<session::Entity>) -> Result<(), StorageError> {
        self.tx.update_rows(ending).await?;
        Ok(())
    }
}

/// Ends sessions. One that has ended before keeps its first time.
pub(super) fn ending(at: OffsetDateTime) -> UpdateMany<session::Entity> {
    session::Entity::update_many()
        .col_expr(session::Column::EndedAt, Expr::value(millis(at)))
        .filter(session::Column::EndedAt.is_null())
}

fn known(
    token: &refresh_token::Model,
    session: &session::Model,
    digest: &SecretDigest,
) -> Result<RefreshToken, StorageError> {
    Ok(RefreshToken {
        session: SessionId::new(session.id),
        person: PersonId::new(session.person_id),
        begun_at: Table("sessions").time("begun_at", session.begun_at)?,
        digest: *digest,
        issued_at: TOKENS.time("issued_at", token.issued_at)?,
        expires_at: TOKENS.time("expires_at", token.expires_at)?,
    })
}

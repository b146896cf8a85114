use async_trait::async_trait;
use deskhand_domain::PersonId;
use deskhand_domain::ports::{SecondFactorStore, SecretDigest, StorageError};
use deskhand_domain::second_factors::{SecondFactor, SignInChallenge};
use sea_orm::{ColumnTrait, DeleteMany, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use time::OffsetDateTime;

use crate::entities::{recovery_code, second_factor, sign_in_challenge};
use crate::mapping::decode::millis;
use crate::mapping::second_factor::{challenge_row, code_row, factor_row, to_challenge, to_factor};
use crate::run::Run;
use crate::unit_of_work::SeaOrmUnitOfWork;

#[async_trait]
impl SecondFactorStore for SeaOrmUnitOfWork {
    async fn save(&mut self, factor: &SecondFactor) -> Result<(), StorageError> {
        self.tx.delete_rows(factor_of(factor.person)).await?;
        self.tx.insert_rows([factor_row(factor)?]).await
    }

    async fn find(&mut self, person: PersonId) -> Result<Option<SecondFactor>, StorageError> {
        self.tx.fetch_one(second_factor::Entity::find_by_id(person.as_uuid())).await?.map(to_factor).transpose()
    }

    async fn replace_recovery_codes(&mut self, person: PersonId, codes: &[SecretDigest]) -> Result<(), StorageError> {
        let rows: Vec<_> = codes.iter().map(|code| code_row(person, code)).collect();
        self.tx.delete_rows(codes_of(person)).await?;
        self.tx.insert_rows(rows).await
    }

    async fn use_recovery_code(&mut self, person: PersonId, code: &SecretDigest) -> Result<bool, StorageError> {
        let used = codes_of(person).filter(recovery_code::Column::Digest.eq(code.0.to_vec()));
        Ok(self.tx.delete_rows(used).await? == 1)
    }

    async fn recovery_codes_left(&mut self, person: PersonId) -> Result<u64, StorageError> {
        let left = recovery_code::Entity::find().filter(recovery_code::Column::PersonId.eq(person.as_uuid()));
        self.tx.count(left, recovery_code::Column::Digest).await
    }

    async fn remove_of(&mut self, person: PersonId) -> Result<(), StorageError> {
        let challenges =
            sign_in_challenge::Entity::delete_many().filter(sign_in_challenge::Column::PersonId.eq(person.as_uuid()));
        self.tx.delete_rows(challenges).await?;
        self.tx.delete_rows(codes_of(person)).await?;
        self.tx.delete_rows(factor_of(person)).await.map(|_| ())
    }

    async fn save_challenge(&mut self, challenge: &SignInChallenge) -> Result<(), StorageError> {
        self.drop_challenge(&challenge.digest).await?;
        self.tx.insert_rows([challenge_row(challenge)?]).await
    }

    async fn find_challenge(
        &mut self,
        digest: &SecretDigest,
        at: OffsetDateTime,
    ) -> Result<Option<SignInChallenge>, StorageError> {
        let good = sign_in_challenge::Entity::find_by_id(digest.0.to_vec())
            .filter(sign_in_challenge::Column::ExpiresAt.gt(millis(at)));
        self.tx.fetch_one(good).await?.map(to_challenge).transpose()
    }

    async fn drop_challenge(&mut self, digest: &SecretDigest) -> Result<(), StorageError> {
        let one =
            sign_in_challenge::Entity::delete_many().filter(sign_in_challenge::Column::Digest.eq(digest.0.to_vec()));
        self.tx.delete_rows(one).await.map(|_| ())
    }

    async fn forget_challenges(&mut self, at: OffsetDateTime, limit: u32) -> Result<u64, StorageError> {
        let expired = sign_in_challenge::Entity::find()
            .select_only()
            .column(sign_in_challenge::Column::Digest)
            .filter(sign_in_challenge::Column::ExpiresAt.lte(millis(at)))
            .limit(u64::from(limit));
        let delete = sign_in_challenge::Entity::delete_many()
            .filter(sign_in_challenge::Column::Digest.in_subquery(expired.into_query()));
        self.tx.delete_rows(delete).await
    }
}

fn factor_of(person: PersonId) -> DeleteMany<second_factor::Entity> {
    second_factor::Entity::delete_many().filter(second_factor::Column::PersonId.eq(person.as_uuid()))
}

fn codes_of(person: PersonId) -> DeleteMany<recovery_code::Entity> {
    recovery_code::Entity::delete_many().filter(recovery_code::Column::PersonId.eq(person.as_uuid()))
}

use deskhand_domain::PersonId;
use deskhand_domain::ports::{SecretDigest, StorageError};
use deskhand_domain::second_factors::{SealedSecret, SecondFactor, SignInChallenge};
use sea_orm::ActiveValue::Set;

use super::decode::{Table, millis, whole};
use crate::entities::{recovery_code, second_factor, sign_in_challenge};

const FACTORS: Table = Table("second_factors");
const CHALLENGES: Table = Table("sign_in_challenges");

pub(crate) fn to_factor(row: second_factor::Model) -> Result<SecondFactor, StorageError> {
    Ok(SecondFactor {
        person: PersonId::new(row.person_id),
        secret: SealedSecret(row.secret),
        enrolled_at: FACTORS.time("enrolled_at", row.enrolled_at)?,
        confirmed_at: FACTORS.time_or_none("confirmed_at", row.confirmed_at)?,
        last_step: row.last_step.map(|step| FACTORS.number("last_step", step)).transpose()?,
        wrong_codes: FACTORS.number("wrong_codes", row.wrong_codes)?,
        counted_since: FACTORS.time("counted_since", row.counted_since)?,
    })
}

pub(crate) fn factor_row(factor: &SecondFactor) -> Result<second_factor::ActiveModel, StorageError> {
    Ok(second_factor::ActiveModel {
        person_id: Set(factor.person.as_uuid()),
        secret: Set(factor.secret.0.clone()),
        enrolled_at: Set(millis(factor.enrolled_at)),
        confirmed_at: Set(factor.confirmed_at.map(millis)),
        last_step: Set(factor.last_step.map(whole).transpose()?),
        wrong_codes: Set(whole(factor.wrong_codes)?),
        counted_since: Set(millis(factor.counted_since)),
    })
}

pub(crate) fn code_row(person: PersonId, code: &SecretDigest) -> recovery_code::ActiveModel {
    recovery_code::ActiveModel { person_id: Set(person.as_uuid()), digest: Set(code.0.to_vec()) }
}

pub(crate) fn to_challenge(row: sign_in_challenge::Model) -> Result<SignInChallenge, StorageError> {
    Ok(SignInChallenge {
        digest: SecretDigest(CHALLENGES.number("digest", row.digest)?),
        person: PersonId::new(row.person_id),
        password: SecretDigest(CHALLENGES.number("password", row.password)?),
        expires_at: CHALLENGES.time("expires_at", row.expires_at)?,
        wrong_codes: CHALLENGES.number("wrong_codes", row.wrong_codes)?,
    })
}

pub(crate) fn challenge_row(challenge: &SignInChallenge) -> Result<sign_in_challenge::ActiveModel, StorageError> {
    Ok(sign_in_challenge::ActiveModel {
        digest: Set(challenge.digest.0.to_vec()),
        person_id: Set(challenge.person.as_uuid()),
        password: Set(challenge.password.0.to_vec()),
        expires_at: Set(millis(challenge.expires_at)),
        wrong_codes: Set(whole(challenge.wrong_codes)?),
    })
}

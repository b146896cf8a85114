use deskhand_domain::api_keys::{ApiKey, KeyName, KeyScope, KeyScopes};
use deskhand_domain::ports::{SecretDigest, StorageError};
use deskhand_domain::{ApiKeyId, PersonId};
use sea_orm::ActiveValue::Set;

use super::decode::{Table, millis};
use crate::entities::api_key::{ActiveModel, Model};

const API_KEYS: Table = Table("api_keys");

pub(crate) fn to_domain(row: Model) -> Result<ApiKey, StorageError> {
    Ok(ApiKey {
        id: ApiKeyId::new(row.id),
        owner: PersonId::new(row.owner_id),
        name: API_KEYS.parsed("name", KeyName::restore(&row.name))?,
        scopes: scopes(&row.scopes)?,
        digest: SecretDigest(API_KEYS.number("digest", row.digest)?),
        created_at: API_KEYS.time("created_at", row.created_at)?,
        expires_at: API_KEYS.time_or_none("expires_at", row.expires_at)?,
        revoked_at: API_KEYS.time_or_none("revoked_at", row.revoked_at)?,
        last_used_at: API_KEYS.time_or_none("last_used_at", row.last_used_at)?,
    })
}

pub(crate) fn to_active_model(key: &ApiKey) -> ActiveModel {
    ActiveModel {
        id: Set(key.id.as_uuid()),
        owner_id: Set(key.owner.as_uuid()),
        name: Set(key.name.as_str().to_owned()),
        scopes: Set(key.scopes.iter().map(|scope| scope.as_str()).collect::<Vec<_>>().join(",")),
        digest: Set(key.digest.0.to_vec()),
        created_at: Set(millis(key.created_at)),
        expires_at: Set(key.expires_at.map(millis)),
        revoked_at: Set(key.revoked_at.map(millis)),
        last_used_at: Set(key.last_used_at.map(millis)),
    }
}

fn scopes(column: &str) -> Result<KeyScopes, StorageError> {
    let words = column.split(',').filter(|word| !word.is_empty());
    let scopes = words.map(|word| API_KEYS.word("scopes", word)).collect::<Result<Vec<KeyScope>, _>>()?;
    API_KEYS.parsed("scopes", KeyScopes::parse(scopes))
}

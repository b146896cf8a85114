//! Links for resetting passwords and confirming addresses.

use deskhand_domain::ports::{AccountLink, SecretDigest, StorageError};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter};
use time::OffsetDateTime;

use crate::entities::account_link::{Column, Entity};
use crate::error::storage_error;
use crate::mapping;
use crate::mapping::decode::millis;

/// The link with this digest, unless it has expired. Also for units of work, which see their own changes.
pub(crate) async fn find_valid_link(
    connection: &impl ConnectionTrait,
    digest: &SecretDigest,
    at: OffsetDateTime,
) -> Result<Option<AccountLink>, StorageError> {
    let row = Entity::find().filter(is_valid(digest, at)).one(connection).await.map_err(storage_error)?;
    row.map(|row| mapping::account_link::to_domain(&row, digest)).transpose()
}

pub(crate) fn is_valid(digest: &SecretDigest, at: OffsetDateTime) -> Condition {
    Condition::all().add(Column::Digest.eq(digest.0.to_vec())).add(Column::ExpiresAt.gt(millis(at)))
}

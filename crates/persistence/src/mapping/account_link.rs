use deskhand_domain::PersonId;
use deskhand_domain::people::EmailAddress;
use deskhand_domain::ports::{AccountLink, SecretDigest, StorageError};
use sea_orm::ActiveValue::Set;

use super::decode::{Table, millis};
use crate::entities::account_link::{ActiveModel, Model};

pub(crate) const LINKS: Table = Table("account_links");

pub(crate) fn to_domain(row: &Model, digest: &SecretDigest) -> Result<AccountLink, StorageError> {
    Ok(AccountLink {
        digest: *digest,
        person: PersonId::new(row.person_id),
        purpose: LINKS.word("purpose", &row.purpose)?,
        address: LINKS.parsed("address", EmailAddress::parse(&row.address))?,
        issued_at: LINKS.time("issued_at", row.issued_at)?,
        expires_at: LINKS.time("expires_at", row.expires_at)?,
    })
}

pub(crate) fn to_active_model(link: &AccountLink) -> ActiveModel {
    ActiveModel {
        digest: Set(link.digest.0.to_vec()),
        person_id: Set(link.person.as_uuid()),
        purpose: Set(link.purpose.as_str().to_owned()),
        address: Set(link.address.as_str().to_owned()),
        issued_at: Set(millis(link.issued_at)),
        expires_at: Set(millis(link.expires_at)),
    }
}

use deskhand_domain::files::{Attachment, Blob, BlobDigest, FileName};
use deskhand_domain::ports::StorageError;
use deskhand_domain::{AttachmentId, MessageId, PersonId};
use sea_orm::ActiveValue::Set;

use super::decode::{Table, millis, whole};
use crate::entities::attachment::{ActiveModel, Model};

const ATTACHMENTS: Table = Table("attachments");
const BLOBS: Table = Table("blobs");

pub(crate) fn to_domain(row: Model) -> Result<Attachment, StorageError> {
    Ok(Attachment {
        id: AttachmentId::new(row.id),
        message: row.message_id.map(MessageId::new),
        uploader: PersonId::new(row.uploader_id),
        name: FileName::of(&row.name),
        kind: ATTACHMENTS.word("kind", &row.kind)?,
        content: row.sha256.map(|sha256| blob(sha256, row.size)).transpose()?,
        created_at: ATTACHMENTS.time("created_at", row.created_at)?,
        removed_at: ATTACHMENTS.time_or_none("removed_at", row.removed_at)?,
    })
}

pub(crate) fn to_active_model(attachment: &Attachment) -> Result<ActiveModel, StorageError> {
    Ok(ActiveModel {
        id: Set(attachment.id.as_uuid()),
        message_id: Set(attachment.message.map(|message| message.as_uuid())),
        uploader_id: Set(attachment.uploader.as_uuid()),
        name: Set(attachment.name.as_str().to_owned()),
        kind: Set(attachment.kind.as_str().to_owned()),
        sha256: Set(attachment.content.map(|blob| blob.digest.0.to_vec())),
        size: Set(attachment.content.map_or(Ok(0), |blob| whole(blob.size))?),
        created_at: Set(millis(attachment.created_at)),
        removed_at: Set(attachment.removed_at.map(millis)),
    })
}

pub(crate) fn blob(sha256: Vec<u8>, size: i64) -> Result<Blob, StorageError> {
    Ok(Blob { digest: digest(sha256)?, size: BLOBS.number("size", size)? })
}

pub(crate) fn digest(sha256: Vec<u8>) -> Result<BlobDigest, StorageError> {
    sha256.try_into().map(BlobDigest).map_err(|_| BLOBS.corrupt("sha256", "has not 32 bytes"))
}

use deskhand_domain::{AttachmentId, Invalid};

/// The ids in `attachments` of a ticket or message.
pub(super) fn attachment_ids(ids: Vec<String>) -> Result<Vec<AttachmentId>, Invalid> {
    ids.iter().map(|id| id.parse()).collect()
}

use deskhand_domain::files::FileLimits;
use deskhand_domain::{AttachmentId, Invalid};

/// The ids in `attachments` of a ticket or message.
pub(super) fn attachment_ids(ids: Vec<String>) -> Result<Vec<AttachmentId>, Invalid> {
    if ids.len() > FileLimits::MOST_FILES {
        return Err(Invalid::TooMany { max: FileLimits::MOST_FILES });
    }
    ids.into_iter().map(|id| id.parse()).collect()
}

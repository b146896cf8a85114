use deskhand_domain::files::{Attachment, Blob, FileKind, FileName};
use serde::{Deserialize, Serialize};

use super::error::LineError;
use super::moment::Moment;
use super::values::{optional_word, word};

/// What is known of a file. Its bytes are not in the line: `sha256` is the name under which they are stored.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FileLine {
    id: String,
    message: String,
    uploader: String,
    name: String,
    kind: String,
    sha256: Option<String>,
    size: Option<u64>,
    created_at: Moment,
    removed_at: Option<Moment>,
}

impl FileLine {
    pub(super) fn of(file: &Attachment) -> Self {
        Self {
            id: file.id.to_string(),
            message: file.message.map(|id| id.to_string()).unwrap_or_default(),
            uploader: file.uploader.to_string(),
            name: file.name.to_string(),
            kind: file.kind.to_string(),
            sha256: file.content.map(|blob| blob.digest.to_string()),
            size: file.content.map(|blob| blob.size),
            created_at: Moment(file.created_at),
            removed_at: file.removed_at.map(Moment),
        }
    }

    pub(super) fn file(self, path: &str) -> Result<Attachment, LineError> {
        let digest = optional_word(&format!("{path}sha256"), self.sha256.as_ref())?;
        let size = self.size.filter(|size| i64::try_from(*size).is_ok());
        let content = match (digest, size) {
            (Some(digest), Some(size)) => Some(Blob { digest, size }),
            (None, None) => None,
            _ => return Err(LineError::Shape(format!("{path}size must be there with sha256, and only with it"))),
        };
        Ok(Attachment {
            id: word(&format!("{path}id"), &self.id)?,
            message: Some(word(&format!("{path}message"), &self.message)?),
            uploader: word(&format!("{path}uploader"), &self.uploader)?,
            name: FileName::of(&self.name),
            kind: word::<FileKind>(&format!("{path}kind"), &self.kind)?,
            content,
            created_at: self.created_at.0,
            removed_at: self.removed_at.map(|at| at.0),
        })
    }
}

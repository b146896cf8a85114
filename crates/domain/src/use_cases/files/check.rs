use crate::files::Blob;
use crate::use_cases::{Error, Files};

/// The most contents that one read returns.
const BATCH: u32 = 500;

/// What is wrong with a content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileFault {
    /// An attachment uses it, and the store does not have it.
    Missing(Blob),
    /// The bytes in the store are not those that arrived.
    Damaged(Blob),
    /// The store has it, and no row knows it. Nobody misses it: [`Files::adopt_strays`].
    Stray(Blob),
}

/// The result of comparing rows with bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileCheck {
    /// The contents that rows know.
    pub contents: u64,
    /// Their bytes.
    pub bytes: u64,
    /// What is wrong.
    pub faults: Vec<FileFault>,
}

impl Files<'_> {
    /// Reads every byte of every file, and compares it with its digest; then looks for bytes that no row knows.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn check(self) -> Result<FileCheck, Error> {
        let mut check = FileCheck::default();
        let mut after = None;
        loop {
            let known = self.desk.ports.attachments.known_blobs(after, BATCH).await?;
            let Some(last) = known.last() else { break };
            after = Some(last.blob.digest);
            for known in &known {
                check.contents += 1;
                check.bytes += known.blob.size;
                match self.desk.ports.blobs.measure(known.blob.digest).await? {
                    Some(found) if found == known.blob => {}
                    Some(_) => check.faults.push(FileFault::Damaged(known.blob)),
                    // Without an attachment it is an upload under way, or one that broke off.
                    None if known.is_used => check.faults.push(FileFault::Missing(known.blob)),
                    None => {}
                }
            }
        }
        check.faults.extend(self.strays().await?.into_iter().map(FileFault::Stray));
        Ok(check)
    }
}

impl FileFault {
    /// Whether an attachment cannot be read as it arrived.
    #[must_use]
    pub const fn is_loss(&self) -> bool {
        matches!(self, Self::Missing(_) | Self::Damaged(_))
    }
}

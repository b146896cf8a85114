use std::collections::BTreeSet;

use time::{Duration, OffsetDateTime};

use super::delete_blob::DELETION_TAKES;
use crate::files::{Attachment, Blob, BlobDigest};
use crate::people::By;
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Error, Files};

/// The most rows that one transaction deletes or one read returns.
const BATCH: u32 = 500;

/// An upload that began so long ago will not end any more.
const UPLOAD_TAKES: Duration = Duration::hours(1);

/// What a sweep deleted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SweptFiles {
    /// Contents that no attachment uses.
    pub contents: u64,
    /// Files that no message had within 24 hours.
    pub unused: u64,
    /// Uploads that broke off.
    pub broken_off: u64,
}

impl Files<'_> {
    /// Deletes files that no message had within 24 hours, contents that no attachment uses and that nobody claimed within 24 hours,
    /// and what uploads left behind that broke off. Several instances may run it at once.
    ///
    /// # Errors
    /// [`Error::Storage`]; what was deleted before the error stays deleted, and the rest follows with the next sweep.
    pub async fn sweep(self) -> Result<SweptFiles, Error> {
        let now = self.desk.ports.clock.now();
        let unused = self.forget_unused(now - Attachment::OPEN_FOR).await?;
        let contents = self.delete_orphans(now).await?;
        let broken_off = self.desk.ports.blobs.discard_unfinished(now - UPLOAD_TAKES).await?;
        Ok(SweptFiles { contents, unused, broken_off })
    }

    /// Notes every content of the store that no row knows, as it is after the restore of an older database, and returns how many
    /// there were. From then on it is an orphan: a sweep deletes it after 24 hours.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn adopt_strays(self) -> Result<u64, Error> {
        let strays = self.strays().await?;
        for stray in &strays {
            let adopt = self.desk.in_transaction(By::System, |tx| Box::pin(tx.adopt(*stray)));
            adopt.await?;
        }
        Ok(strays.len() as u64)
    }

    /// The contents of the store that no row knows.
    pub(super) async fn strays(self) -> Result<Vec<Blob>, Error> {
        // The store first: a content is claimed before it is stored, so whatever is listed here has its row.
        let mut stored = Vec::new();
        loop {
            let after = stored.last().map(|blob: &Blob| blob.digest);
            let more = self.desk.ports.blobs.list(after, BATCH).await?;
            if more.is_empty() {
                break;
            }
            stored.extend(more);
        }
        let known = self.known_digests().await?;
        stored.retain(|blob| !known.contains(&blob.digest));
        let mut strays = Vec::new();
        for blob in stored {
            // One that was deleted in the meantime is none.
            if self.desk.ports.blobs.read(blob.digest, 0, 0).await?.is_some() {
                strays.push(blob);
            }
        }
        Ok(strays)
    }

    async fn known_digests(self) -> Result<BTreeSet<BlobDigest>, Error> {
        let mut known = BTreeSet::new();
        loop {
            let more = self.desk.ports.attachments.known_blobs(known.last().copied(), BATCH).await?;
            if more.is_empty() {
                return Ok(known);
            }
            known.extend(more.iter().map(|known| known.blob.digest));
        }
    }

    async fn forget_unused(self, before: OffsetDateTime) -> Result<u64, Error> {
        let mut total = 0;
        loop {
            match self.desk.in_transaction(By::System, |tx| Box::pin(tx.forget_unused(before))).await? {
                0 => return Ok(total),
                count => total += count,
            }
        }
    }

    async fn delete_orphans(self, now: OffsetDateTime) -> Result<u64, Error> {
        let (claimed_by, condemned_by) = (now - Attachment::OPEN_FOR, now - DELETION_TAKES);
        let mut total = 0;
        loop {
            let orphans = self.desk.ports.attachments.condemnable(claimed_by, condemned_by, BATCH).await?;
            let before = total;
            for digest in orphans {
                total += u64::from(self.delete_blob(digest, claimed_by).await?);
            }
            if total == before {
                return Ok(total);
            }
        }
    }
}

impl TxContext<'_> {
    async fn forget_unused(&mut self, before: OffsetDateTime) -> Result<u64, Error> {
        Ok(self.uow.attachments().forget_open(before, BATCH).await?)
    }

    pub(crate) async fn adopt(&mut self, stray: Blob) -> Result<(), Error> {
        self.uow.attachments().claim_blob(stray, self.now).await?;
        Ok(())
    }
}

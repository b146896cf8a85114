use time::{Duration, OffsetDateTime};

use crate::files::BlobDigest;
use crate::people::By;
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Error, Files};

/// After this time a deletion is begun again: whoever began it has stopped in between.
pub(super) const DELETION_TAKES: Duration = Duration::minutes(10);

impl Files<'_> {
    /// Deletes a content that no attachment uses and that was claimed at `claimed_by` or earlier: condemns it in a transaction that
    /// looks again, deletes its bytes, forgets it. Says whether it did.
    pub(super) async fn delete_blob(self, digest: BlobDigest, claimed_by: OffsetDateTime) -> Result<bool, Error> {
        let condemned = self.desk.in_transaction(By::System, |tx| Box::pin(tx.condemn(digest, claimed_by))).await?;
        if condemned {
            self.finish_deletion(digest).await?;
        }
        Ok(condemned)
    }

    /// Deletes the bytes of a condemned content, and forgets it.
    pub(super) async fn finish_deletion(self, digest: BlobDigest) -> Result<(), Error> {
        self.desk.ports.blobs.delete(digest).await?;
        self.desk.in_transaction(By::System, |tx| Box::pin(tx.forget(digest))).await
    }
}

impl TxContext<'_> {
    pub(super) async fn condemn(&mut self, digest: BlobDigest, claimed_by: OffsetDateTime) -> Result<bool, Error> {
        let condemned_by = self.now - DELETION_TAKES;
        Ok(self.uow.attachments().condemn_blob(digest, claimed_by, condemned_by, self.now).await?)
    }

    async fn forget(&mut self, digest: BlobDigest) -> Result<(), Error> {
        Ok(self.uow.attachments().forget_blob(digest).await?)
    }
}

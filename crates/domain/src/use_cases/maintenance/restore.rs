use crate::people::By;
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Error, MaintenanceTasks};

/// What became of the mails that waited while mail was paused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResumedMail {
    /// They will be sent now.
    pub waiting: u64,
    /// They were given up.
    pub dropped: u64,
}

impl MaintenanceTasks<'_> {
    /// Makes a restored store safe to serve: everybody signs in anew, links in mails are void, and no mail goes out
    /// before somebody says so. What the backup holds as waiting may have been sent since.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn settle_after_restore(self) -> Result<(), Error> {
        self.desk.in_transaction(By::System, |tx| Box::pin(tx.settle_after_restore())).await
    }

    /// Sends mail again: all that waits, or only what is queued from now on.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn resume_mail(self, drop_waiting: bool) -> Result<ResumedMail, Error> {
        let dropped = self.desk.in_transaction(By::System, |tx| Box::pin(tx.resume_mail(drop_waiting))).await?;
        let waiting = self.desk.ports.mail.counts().await?.pending;
        Ok(ResumedMail { waiting, dropped })
    }
}

impl TxContext<'_> {
    async fn settle_after_restore(&mut self) -> Result<(), Error> {
        let now = self.now;
        self.uow.maintenance().pause_mail(now).await?;
        self.uow.maintenance().end_all_sessions(now).await?;
        // Links that were used since the backup would be good again.
        self.uow.account_links().drop_all().await?;
        Ok(())
    }

    async fn resume_mail(&mut self, drop_waiting: bool) -> Result<u64, Error> {
        let now = self.now;
        let dropped = if drop_waiting {
            self.uow.maintenance().drop_pending_mails(now, "given up when mail was resumed after a restore").await?
        } else {
            0
        };
        self.uow.maintenance().resume_mail().await?;
        Ok(dropped)
    }
}

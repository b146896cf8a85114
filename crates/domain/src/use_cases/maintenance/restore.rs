use crate::people::By;
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Error, MaintenanceTasks};

/// What happened to the mails that were pending while mail was paused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ResumedMail {
    /// How many are pending and will be sent now.
    pub waiting: u64,
    /// How many were dropped.
    pub dropped: u64,
}

impl MaintenanceTasks<'_> {
    /// Prepares a store restored from a backup: ends all sessions, voids all links in mails, and pauses mail until
    /// [`MaintenanceTasks::resume_mail`]. Mails that are pending in the backup may have been sent since.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn settle_after_restore(self) -> Result<(), Error> {
        self.desk.in_transaction(By::System, |tx| Box::pin(tx.settle_after_restore())).await
    }

    /// Resumes mail. Sends the pending mails, or drops them and sends only those queued from now on (`drop_waiting`).
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
        // Links used since the backup would be valid again.
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

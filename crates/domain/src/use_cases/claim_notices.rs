use super::deliver_notices::{DeliveryOutcome, DeliveryRules};
use super::work::Work;
use super::{Error, UseCases};
use crate::ids::{NoticeId, PersonId};
use crate::people::By;
use crate::ports::{Claimed, Delivery, Unreadable};

/// What a worker gets to do.
#[derive(Clone, Debug, Default)]
pub struct ClaimedNotices {
    /// To be delivered. They belong to the caller for the lease.
    pub deliveries: Vec<Delivery>,
    /// What nobody can deliver, dealt with already.
    pub set_aside: Vec<SetAside>,
}

impl ClaimedNotices {
    /// Whether nothing was due.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.deliveries.is_empty() && self.set_aside.is_empty()
    }
}

/// A notice that could not even be tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetAside {
    /// Which one.
    pub id: NoticeId,
    /// Which try it was.
    pub attempt: u32,
    /// What became of it, and why.
    pub outcome: DeliveryOutcome,
}

impl UseCases {
    /// Claims notices that are due, but none for the people of `but_not`; none at all while mail is paused. One that
    /// can't be read is put off like one that could not be sent, for an instance of a newer version may read it; one whose
    /// tries are used up, though none of them came to an end, is given up.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn claim_notices(
        &self,
        limit: u32,
        but_not: &[PersonId],
        rules: &DeliveryRules,
    ) -> Result<ClaimedNotices, Error> {
        self.in_one_go(By::System, |work| Box::pin(work.claim(rules, limit, but_not))).await
    }
}

impl Work<'_> {
    async fn claim(
        &mut self,
        rules: &DeliveryRules,
        limit: u32,
        but_not: &[PersonId],
    ) -> Result<ClaimedNotices, Error> {
        if self.uow.upkeep().mail_paused_since().await?.is_some() {
            return Ok(ClaimedNotices::default());
        }
        let Claimed { deliveries, unreadable } =
            self.uow.outbox().claim_due(self.now, rules.lease, limit, but_not).await?;
        let (deliveries, used_up): (Vec<_>, Vec<_>) =
            deliveries.into_iter().partition(|delivery| rules.allow(delivery.tries));
        let mut set_aside = Vec::new();
        for Unreadable { id, attempt, tries, reason } in unreadable {
            let outcome = rules.after_failure(id, tries, self.now, reason);
            set_aside.push(SetAside { id, attempt, outcome });
        }
        for Delivery { notice, attempt, .. } in used_up {
            let error = "no try came to its end: see the log of the instance that made them".to_owned();
            set_aside.push(SetAside { id: notice.id, attempt, outcome: DeliveryOutcome::Dead { error } });
        }
        for SetAside { id, attempt, outcome } in &set_aside {
            self.record_outcome(*id, *attempt, outcome).await?;
        }
        Ok(ClaimedNotices { deliveries, set_aside })
    }
}

//! Queued mails, and claims on them.

use deskhand_domain::MailId;
use deskhand_domain::notification::Mail;
use deskhand_domain::ports::{ClaimedMail, MailQueue, OutboxCounts};
use deskhand_domain::testing::a_customer;
use time::{Duration, OffsetDateTime};

use crate::Adapter;

pub(super) const LEASE: Duration = Duration::minutes(15);

pub(super) async fn enqueue(adapter: &Adapter, mails: &[Mail]) {
    adapter.keep_people(&[a_customer().build()]).await;
    let mut uow = adapter.begin().await;
    uow.outbox().enqueue(mails).await.unwrap();
    uow.commit().await.unwrap();
}

pub(super) async fn claim(adapter: &Adapter, now: OffsetDateTime, limit: u32) -> Vec<(MailId, u32)> {
    let mut uow = adapter.begin().await;
    let claimed = uow.outbox().claim_due(now, LEASE, limit, &[]).await.unwrap().deliveries;
    uow.commit().await.unwrap();
    claimed.into_iter().map(|ClaimedMail { mail, attempt, .. }| (mail.id, attempt)).collect()
}

pub(super) async fn counts(adapter: &Adapter) -> OutboxCounts {
    let counts = adapter.mail.counts().await.unwrap();
    // Reports must give the same figures.
    let queue = adapter.reports.mail_queue().await.unwrap();
    assert_eq!(queue, MailQueue { pending: counts.pending, oldest: counts.oldest_pending });
    counts
}

pub(super) fn none() -> OutboxCounts {
    OutboxCounts::default()
}

//! Mails in every state, and how they are read.

use deskhand_domain::notification::Mail;
use deskhand_domain::ports::MailView;
use deskhand_domain::testing::a_customer;
use time::Duration;

use crate::Adapter;
use crate::fixtures::queued_mail;

pub(super) const LEASE: Duration = Duration::minutes(15);

pub(super) async fn enqueue(adapter: &Adapter, mails: &[Mail]) {
    adapter.keep_people(&[a_customer().build()]).await;
    let mut uow = adapter.begin().await;
    uow.outbox().enqueue(mails).await.unwrap();
    uow.commit().await.unwrap();
}

pub(super) async fn find(adapter: &Adapter, n: u64) -> MailView {
    adapter.mail.find(queued_mail(n).id).await.unwrap().unwrap()
}

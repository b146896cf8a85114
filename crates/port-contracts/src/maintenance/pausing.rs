//! Pausing mail.

use crate::Adapter;
use crate::fixtures::at;

pub(crate) async fn mail_is_paused_until_it_is_resumed_and_the_first_time_counts(adapter: &Adapter) {
    assert_eq!(paused_since(adapter).await, None);
    for minutes in [1, 2] {
        let mut uow = adapter.begin().await;
        uow.maintenance().pause_mail(at(minutes)).await.unwrap();
        uow.commit().await.unwrap();
        assert_eq!(paused_since(adapter).await, Some(at(1)));
    }
    for _ in 0..2 {
        let mut uow = adapter.begin().await;
        uow.maintenance().resume_mail().await.unwrap();
        uow.commit().await.unwrap();
        assert_eq!(paused_since(adapter).await, None);
    }
}

async fn paused_since(adapter: &Adapter) -> Option<time::OffsetDateTime> {
    adapter.begin().await.maintenance().mail_paused_since().await.unwrap()
}

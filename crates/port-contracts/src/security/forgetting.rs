use deskhand_domain::ports::{SecurityFilter, SecuritySort};
use deskhand_domain::security::SecurityKind;

use super::fixture::{append, entry, listed};
use crate::Adapter;
use crate::fixtures::at;

const MANY: u32 = 100;

pub(crate) async fn old_entries_and_surplus_refusals_are_forgotten_oldest_first(adapter: &Adapter) {
    let kind = |n| if n % 2 == 0 { SecurityKind::SignInFailed } else { SecurityKind::PersonRemoved };
    let events: Vec<_> = (1..=10).map(|n| entry(n, kind(n), None)).collect();
    append(adapter, &events).await;
    let ids = |numbers: &[usize]| numbers.iter().map(|n| events[n - 1].id).collect::<Vec<_>>();
    let left = async || listed(adapter, &SecurityFilter::default(), SecuritySort::At).await;

    assert_eq!(forget(adapter, None, MANY, MANY).await, 0);
    assert_eq!(forget(adapter, Some(0), MANY, MANY).await, 0);
    assert_eq!(forget(adapter, Some(3), MANY, 2).await, 2);
    assert_eq!(left().await, ids(&[3, 4, 5, 6, 7, 8, 9, 10]));
    assert_eq!(forget(adapter, Some(3), MANY, MANY).await, 1);
    assert_eq!(forget(adapter, None, 2, MANY).await, 2, "the refusals 4 and 6");
    assert_eq!(left().await, ids(&[5, 7, 8, 9, 10]));
    assert_eq!(forget(adapter, Some(10), 0, MANY).await, 5);
    assert_eq!(left().await, []);
}

async fn forget(adapter: &Adapter, before: Option<i64>, refusals: u32, limit: u32) -> u64 {
    let mut uow = adapter.begin().await;
    let forgotten = uow.security_log().forget_security(before.map(at), refusals, limit).await.unwrap();
    uow.commit().await.unwrap();
    forgotten
}

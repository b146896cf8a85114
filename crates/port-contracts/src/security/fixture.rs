use std::time::Duration;

use deskhand_domain::permissions::PeopleVisibility;
use deskhand_domain::ports::{SecurityFilter, SecuritySort};
use deskhand_domain::security::{SecurityEvent, SecurityKind};
use deskhand_domain::{PersonId, SecurityEventId};

use crate::Adapter;
use crate::fixtures::{at, id, rows};

/// The nth entry, `n` minutes after the start.
pub(super) fn entry(n: u64, kind: SecurityKind, person: Option<PersonId>) -> SecurityEvent {
    SecurityEvent {
        id: SecurityEventId::new(id(n)),
        at: at(n.cast_signed()),
        kind,
        person,
        actor: None,
        address: None,
        agent: None,
        reason: None,
        detail: None,
        count: 1,
    }
}

/// Appends, and waits until the entries can be read: another test's transaction on the same server may delay that.
pub(super) async fn append(adapter: &Adapter, events: &[SecurityEvent]) {
    let mut uow = adapter.begin().await;
    uow.security_log().append_security(events).await.unwrap();
    uow.commit().await.unwrap();
    let last = events.last().unwrap().id;
    let readable = async {
        while listed(adapter, &SecurityFilter::default(), SecuritySort::AtDesc).await.first() != Some(&last) {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), readable).await.unwrap();
}

/// The ids on all pages, by pages of two.
pub(super) async fn listed(adapter: &Adapter, filter: &SecurityFilter, sort: SecuritySort) -> Vec<SecurityEventId> {
    listed_for(adapter, PeopleVisibility::Everybody, filter, sort).await
}

pub(super) async fn listed_for(
    adapter: &Adapter,
    sees: PeopleVisibility,
    filter: &SecurityFilter,
    sort: SecuritySort,
) -> Vec<SecurityEventId> {
    let mut ids = Vec::new();
    loop {
        let after = ids.last().copied();
        let page = adapter.security.security_events(sees, filter.clone(), sort, after, rows(2)).await.unwrap().unwrap();
        ids.extend(page.rows.iter().map(|view| view.event.id));
        if !page.has_more {
            return ids;
        }
    }
}

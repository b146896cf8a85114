//! Removed people.

use deskhand_domain::permissions::TicketVisibility;
use deskhand_domain::ports::{PersonKey, TicketKey};
use deskhand_domain::testing::{a_customer, a_superadmin, a_ticket, an_engineer};

use crate::Adapter;
use crate::fixtures::at;

pub(crate) async fn removed_people_still_count_as_somebody(adapter: &Adapter) {
    assert!(adapter.begin().await.people().is_empty().await.unwrap());
    adapter.keep_people(&[a_superadmin().removed_at(at(1)).build()]).await;
    assert!(!adapter.begin().await.people().is_empty().await.unwrap());
}

pub(crate) async fn removed_people_are_not_found_but_still_named_beside_tickets(adapter: &Adapter) {
    let reporter = a_customer().removed_at(at(1)).build();
    let assignee = an_engineer().removed_at(at(1)).build();
    adapter.keep_people(&[reporter.clone(), assignee.clone()]).await;
    let ticket = a_ticket().reporter(reporter.id).assignee(assignee.id).build();
    adapter.keep_tickets(std::slice::from_ref(&ticket)).await;

    let view = adapter.tickets.find(TicketVisibility::Everything, TicketKey::Id(ticket.id)).await.unwrap().unwrap();
    assert_eq!((view.reporter, view.assignee), (reporter.to_ref(), Some(assignee.to_ref())));
    for key in [PersonKey::Id(reporter.id), PersonKey::Username(reporter.username.clone())] {
        assert_eq!(adapter.people.find(key).await.unwrap(), None);
    }
    assert_eq!(adapter.person(&reporter).await, Some(reporter));
}

//! Taking a ticket.

use deskhand_domain::people::{AccountStatus, Actor};
use deskhand_domain::ports::{PersonKey, TicketKey};
use deskhand_domain::testing::{a_customer, a_superadmin, a_ticket, an_admin};
use deskhand_domain::use_cases::{Error, UpdatePerson};

use crate::Adapter;
use crate::fixtures::setup;

/// The actor was authenticated before the suspension, and asks after it.
pub(crate) async fn who_was_suspended_in_the_meantime_takes_no_ticket(adapter: &Adapter) {
    let (root, admin) = (a_superadmin().build(), an_admin().build());
    adapter.keep_people(&[a_customer().build(), root.clone(), admin.clone()]).await;
    let ticket = a_ticket().build();
    adapter.keep_tickets(std::slice::from_ref(&ticket)).await;
    let use_cases = setup(adapter).use_cases;
    let suspend = UpdatePerson { status: Some(AccountStatus::Suspended), ..UpdatePerson::default() };
    use_cases.users().update(&Actor::from(&root), PersonKey::Id(admin.id), suspend).await.unwrap();
    let taken = use_cases.tickets().take(&Actor::from(&admin), TicketKey::Id(ticket.id)).await;
    assert!(matches!(taken, Err(Error::Refused(_))), "{taken:?}");
}

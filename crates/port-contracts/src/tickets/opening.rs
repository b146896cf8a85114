//! Many tickets opened at once.

use deskhand_domain::permissions::TicketVisibility;
use deskhand_domain::ports::TicketFilter;
use deskhand_domain::testing::{a_customer, an_engineer};
use deskhand_domain::ticket::Priority;

use crate::Adapter;
use crate::fixtures::at_once;
use crate::fixtures::{a_request, actors, setup, several, view};

pub(crate) async fn forty_tickets_opened_at_once_go_to_four_engineers_by_tens(adapter: &Adapter) {
    let (customers, engineers) = (several(3, a_customer), several(4, an_engineer));
    adapter.keep_people(&customers).await;
    adapter.keep_people(&engineers).await;
    let use_cases = setup(adapter).use_cases;
    let customers = actors(&customers);
    let opened = at_once(40, |i| {
        let customer = customers[usize::try_from(i).unwrap() % customers.len()];
        let use_cases = use_cases.clone();
        async move { use_cases.tickets().open(&customer, a_request(Priority::Low)).await.unwrap() }
    })
    .await;

    assert!(opened.iter().all(|detail| detail.view.assignee.is_some()));
    for engineer in &engineers {
        assert_eq!(view(adapter, engineer).await.unwrap().open_tickets, 10, "{}", engineer.username);
    }
    let numbers = adapter.numbers(TicketVisibility::Everything, &TicketFilter::default()).await;
    assert_eq!(numbers, (1..=40).collect::<Vec<_>>());
}

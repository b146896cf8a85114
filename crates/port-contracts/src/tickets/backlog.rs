//! Which tickets wait for an engineer, and in what order.

use deskhand_domain::ports::BacklogQuery;
use deskhand_domain::testing::{TicketBuilder, a_customer, a_ticket, an_engineer, person_id};
use deskhand_domain::ticket::Ticket;

use super::queue_fixture::{done, in_order};
use crate::Adapter;

pub(crate) async fn waiting_tickets_come_most_urgent_then_oldest_then_lowest_number(adapter: &Adapter) {
    adapter.keep_people(&[a_customer().build(), an_engineer().build()]).await;
    let expected: Vec<Ticket> = in_order().into_iter().map(TicketBuilder::build).collect();
    let mut kept = expected.clone();
    kept.sort_by_key(|ticket| ticket.number);
    kept.push(a_ticket().number(20).assignee(person_id("engineer")).build());
    kept.extend(done());
    adapter.keep_tickets(&kept).await;

    let ids: Vec<_> = expected.iter().map(|ticket| ticket.id).collect();
    let wanted = BacklogQuery { except: None, not_reported_by: None, limit: 100 };
    let but_the_second = [&ids[..1], &ids[2..4]].concat();
    let cases = [
        (wanted, ids.clone()),
        (BacklogQuery { limit: 2, ..wanted }, ids[..2].to_vec()),
        (BacklogQuery { except: Some(ids[1]), limit: 3, ..wanted }, but_the_second),
        (BacklogQuery { not_reported_by: Some(person_id("engineer")), ..wanted }, ids),
        (BacklogQuery { not_reported_by: Some(expected[0].reporter), ..wanted }, Vec::new()),
    ];
    for (wanted, expected) in cases {
        assert_eq!(adapter.begin().await.workload().backlog(wanted).await.unwrap(), expected, "{wanted:?}");
    }
}

pub(crate) async fn the_word_that_a_hand_out_has_a_rest_stays_until_it_is_taken_back(adapter: &Adapter) {
    for (said, kept) in
        [(None, false), (Some(true), true), (Some(true), true), (Some(false), false), (Some(false), false)]
    {
        let mut uow = adapter.begin().await;
        if let Some(rest) = said {
            uow.workload().mark_backlog_unfinished(rest).await.unwrap();
        }
        assert_eq!(uow.workload().is_backlog_unfinished().await.unwrap(), kept);
        uow.commit().await.unwrap();
        let mut undone = adapter.begin().await;
        undone.workload().mark_backlog_unfinished(!kept).await.unwrap();
        drop(undone);
        assert_eq!(adapter.begin().await.workload().is_backlog_unfinished().await.unwrap(), kept);
    }
}

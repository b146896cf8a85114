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
    let wanted = BacklogQuery { except: None, open_to: Vec::new(), limit: 100 };
    let but_the_second = [&ids[..1], &ids[2..4]].concat();
    let cases = [
        (wanted.clone(), ids.clone()),
        (BacklogQuery { limit: 2, ..wanted.clone() }, ids[..2].to_vec()),
        (BacklogQuery { except: Some(ids[1]), limit: 3, ..wanted }, but_the_second),
        (open_to(&["engineer"]), ids.clone()),
        (open_to(&["customer"]), Vec::new()),
        (open_to(&["customer", "engineer"]), ids),
    ];
    for (wanted, expected) in cases {
        let asked = wanted.clone();
        assert_eq!(adapter.begin().await.workload().backlog(asked).await.unwrap(), expected, "{wanted:?}");
    }
}

pub(crate) async fn waiting_tickets_are_barred_to_their_reporter_and_to_who_handed_them_back(adapter: &Adapter) {
    let [reporter, colleague] = ["reporter", "colleague"].map(|name| an_engineer().username(name).build());
    adapter.keep_people(&[a_customer().build(), reporter.clone(), colleague.clone()]).await;
    let plain = a_ticket().build();
    let reported = a_ticket().number(2).reporter(reporter.id).build();
    let handed_back = a_ticket().number(3).handed_back_by(colleague.id).build();
    let both = a_ticket().number(4).reporter(reporter.id).handed_back_by(colleague.id).build();
    let [one, two, three, four] = [&plain, &reported, &handed_back, &both].map(|ticket| ticket.id);
    adapter.keep_tickets(&[plain, reported, handed_back, both]).await;
    for (engineers, expected) in [
        (&[][..], vec![one, two, three, four]),
        (&["reporter"], vec![one, three]),
        (&["colleague"], vec![one, two]),
        (&["reporter", "colleague"], vec![one, two, three]),
    ] {
        let wanted = open_to(engineers);
        assert_eq!(adapter.begin().await.workload().backlog(wanted).await.unwrap(), expected, "{engineers:?}");
    }
}

fn open_to(engineers: &[&str]) -> BacklogQuery {
    let open_to = engineers.iter().map(|name| person_id(name)).collect();
    BacklogQuery { except: None, open_to, limit: 100 }
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

//! Text search: contained, literal, and blind to case in every alphabet.

use deskhand_domain::ports::TicketFilter;
use deskhand_domain::testing::{TicketBuilder, a_customer, a_ticket};

use super::cases::CASES;
use super::fixture::{assert_found, keep};
use crate::Adapter;

pub(crate) async fn titles_are_searched_literally_and_whatever_the_case(adapter: &Adapter) {
    keep(adapter, TicketBuilder::title).await;
    for (part, expected) in CASES {
        let title = Some((*part).to_owned());
        assert_found(adapter, &TicketFilter { title, ..TicketFilter::default() }, expected).await;
        let q = Some((*part).to_owned());
        assert_found(adapter, &TicketFilter { q, ..TicketFilter::default() }, expected).await;
        let description = Some((*part).to_owned());
        assert_found(adapter, &TicketFilter { description, ..TicketFilter::default() }, &[]).await;
    }
}

pub(crate) async fn descriptions_are_searched_literally_and_whatever_the_case(adapter: &Adapter) {
    keep(adapter, TicketBuilder::description).await;
    for (part, expected) in CASES {
        let description = Some((*part).to_owned());
        assert_found(adapter, &TicketFilter { description, ..TicketFilter::default() }, expected).await;
        let q = Some((*part).to_owned());
        assert_found(adapter, &TicketFilter { q, ..TicketFilter::default() }, expected).await;
        let title = Some((*part).to_owned());
        assert_found(adapter, &TicketFilter { title, ..TicketFilter::default() }, &[]).await;
    }
}

pub(crate) async fn a_search_for_a_number_finds_that_ticket_too(adapter: &Adapter) {
    keep(adapter, TicketBuilder::title).await;
    for (q, expected) in [("7", vec![7]), ("12", vec![12]), ("100", vec![1, 2]), ("13", vec![])] {
        let filter = TicketFilter { q: Some(q.to_owned()), ..TicketFilter::default() };
        assert_found(adapter, &filter, &expected).await;
    }
    let filter = TicketFilter { title: Some("7".to_owned()), ..TicketFilter::default() };
    assert_found(adapter, &filter, &[]).await;
}

/// A changed ticket is no longer found by its old words.
pub(crate) async fn a_changed_ticket_is_found_by_its_new_words(adapter: &Adapter) {
    adapter.keep_people(&[a_customer().build()]).await;
    adapter.keep_tickets(&[a_ticket().title("ÄPFEL").description("rot").build()]).await;
    let mut uow = adapter.begin().await;
    uow.tickets().update(&a_ticket().title("BIRNEN").description("Grün").version(2).build()).await.unwrap();
    uow.commit().await.unwrap();
    for (q, expected) in [("äpfel", vec![]), ("rot", vec![]), ("birnen", vec![1]), ("GRÜN", vec![1])] {
        let filter = TicketFilter { q: Some(q.to_owned()), ..TicketFilter::default() };
        assert_found(adapter, &filter, &expected).await;
    }
}

//! Text search: contained, literal, and blind to case and accents in every alphabet.

use deskhand_domain::permissions::TicketVisibility;
use deskhand_domain::ports::TicketFilter;
use deskhand_domain::testing::{TicketBuilder, a_customer, a_ticket, search_for};

use super::cases::{CASES, FOLDED};
use super::fixture::{assert_found, keep};
use crate::Adapter;

pub(crate) async fn titles_are_searched_literally_and_whatever_the_case(adapter: &Adapter) {
    keep(adapter, TicketBuilder::title).await;
    for (part, expected) in CASES {
        let title = Some((*part).to_owned());
        assert_found(adapter, &TicketFilter { title, ..TicketFilter::default() }, expected).await;
        assert_found(adapter, &words(part), expected).await;
        let description = Some((*part).to_owned());
        assert_found(adapter, &TicketFilter { description, ..TicketFilter::default() }, &[]).await;
    }
}

pub(crate) async fn descriptions_are_searched_literally_and_whatever_the_case(adapter: &Adapter) {
    keep(adapter, TicketBuilder::description).await;
    for (part, expected) in CASES {
        let description = Some((*part).to_owned());
        assert_found(adapter, &TicketFilter { description, ..TicketFilter::default() }, expected).await;
        assert_found(adapter, &words(part), expected).await;
        let title = Some((*part).to_owned());
        assert_found(adapter, &TicketFilter { title, ..TicketFilter::default() }, &[]).await;
    }
}

/// The same table on every storage.
pub(crate) async fn texts_are_found_in_every_form_in_which_they_may_be_written(adapter: &Adapter) {
    adapter.keep_people(&[a_customer().build()]).await;
    let tickets = FOLDED.iter().zip(1..).map(|((text, ..), number)| a_ticket().number(number).title(text).build());
    adapter.keep_tickets(&tickets.collect::<Vec<_>>()).await;
    for ((text, part, is_found), number) in FOLDED.iter().zip(1..) {
        let title = Some((*part).to_owned());
        for filter in [TicketFilter { title, ..TicketFilter::default() }, words(&format!("\"{part}\""))] {
            let found = adapter.numbers(TicketVisibility::Everything, &filter).await;
            assert_eq!(found.contains(&number), *is_found, "{part:?} in {text:?}");
        }
    }
}

pub(crate) async fn a_search_for_a_number_finds_that_ticket_too(adapter: &Adapter) {
    keep(adapter, TicketBuilder::title).await;
    for (q, expected) in [
        ("7", vec![7]),
        ("#7", vec![7]),
        ("12", vec![12]),
        ("#12", vec![12]),
        ("#012", vec![12]),
        ("100", vec![1, 2]),
        ("#100", vec![]),
        ("13", vec![]),
        ("#", vec![]),
        ("#7 öl", vec![7]),
        ("#7 snake", vec![]),
    ] {
        assert_found(adapter, &words(q), &expected).await;
    }
    let filter = TicketFilter { title: Some("7".to_owned()), ..TicketFilter::default() };
    assert_found(adapter, &filter, &[]).await;
}

pub(crate) async fn several_words_are_found_in_any_order_and_phrases_only_in_theirs(adapter: &Adapter) {
    adapter.keep_people(&[a_customer().build()]).await;
    let ticket = |number: u64, title, text| a_ticket().number(number).title(title).description(text).build();
    let tickets = [
        ticket(1, "The printer is on fire", "Third floor"),
        ticket(2, "Fire drill", "Please mind the printer"),
        ticket(3, "Printer out of paper", "No hurry"),
    ];
    adapter.keep_tickets(&tickets).await;
    for (q, expected) in [
        ("printer", &[1, 2, 3][..]),
        ("fire printer", &[1, 2]),
        ("printer fire", &[1, 2]),
        ("PRINTER  printer", &[1, 2, 3]),
        ("floor fire printer", &[1]),
        ("\"printer is on fire\"", &[1]),
        ("\"printer on fire\"", &[]),
        ("\"on fire\" third", &[1]),
        ("printer zebra", &[]),
        ("no printer", &[3]),
    ] {
        assert_found(adapter, &words(q), expected).await;
    }
}

/// A changed ticket is no longer found by its old words.
pub(crate) async fn a_changed_ticket_is_found_by_its_new_words(adapter: &Adapter) {
    adapter.keep_people(&[a_customer().build()]).await;
    adapter.keep_tickets(&[a_ticket().title("ÄPFEL").description("rot").build()]).await;
    let mut uow = adapter.begin().await;
    uow.tickets().find(a_ticket().build().id).await.unwrap().unwrap();
    uow.tickets().update(&a_ticket().title("BIRNEN").description("Grün").version(2).build()).await.unwrap();
    uow.commit().await.unwrap();
    for (q, expected) in [("äpfel", vec![]), ("rot", vec![]), ("birnen", vec![1]), ("GRÜN", vec![1])] {
        assert_found(adapter, &words(q), &expected).await;
    }
    let mut uow = adapter.begin().await;
    uow.tickets().update(&a_ticket().title("BIRNEN").description("Gelb").version(3).build()).await.unwrap();
    uow.commit().await.unwrap();
    for (q, expected) in [("grün", vec![]), ("birnen", vec![1]), ("gelb", vec![1])] {
        assert_found(adapter, &words(q), &expected).await;
    }
}

pub(super) fn words(q: &str) -> TicketFilter {
    TicketFilter { q: Some(search_for(q)), ..TicketFilter::default() }
}

//! Text search: contained, literal, and blind to case in every alphabet.

use deskhand_domain::permissions::TicketVisibility;
use deskhand_domain::ports::TicketFilter;
use deskhand_domain::testing::{TicketBuilder, a_customer, a_ticket};

use crate::Adapter;

/// What is in the titles (or descriptions) of the tickets 1, 2, 3 ...
const TEXTS: &[&str] = &[
    "100% sure",
    "100 percent",
    "snake_case",
    "snakeXcase",
    "C:\\temp\\file",
    "C:/temp/file",
    "ÄRGER mit Öl",
    "ärger ohne Ol",
    "Я ЛЮБЛЮ ёлки",
    "it's \"quoted\"",
    "ΑΒΓ and \u{1F525}",
    "a*b?c[d]",
];

/// What is searched, and which tickets have it. Indexes of text know triples of mails, so there are parts with fewer,
/// and parts that an index might read as something else.
const CASES: &[(&str, &[u64])] = &[
    ("%", &[1]),
    ("100%", &[1]),
    ("_", &[3]),
    ("snake_case", &[3]),
    ("SNAKE", &[3, 4]),
    ("\\", &[5]),
    ("\\temp\\", &[5]),
    ("\\%", &[]),
    ("TEMP", &[5, 6]),
    ("ä", &[7, 8]),
    ("Ä", &[7, 8]),
    ("ärger M", &[7]),
    ("öL", &[7]),
    ("я люблю ЁЛКИ", &[9]),
    ("'", &[10]),
    ("\"", &[10]),
    ("αβγ", &[11]),
    ("\u{1F525}", &[11]),
    ("*", &[12]),
    ("?", &[12]),
    ("[d]", &[12]),
    ("100", &[1, 2]),
    ("00% s", &[1]),
    ("!00", &[]),
    ("\"quoted\"", &[10]),
    ("t's \"quo", &[10]),
    ("a*b?c[d]", &[12]),
    ("100 OR snake", &[]),
    ("перёлки", &[]),
    ("блю", &[9]),
    ("ГЕР", &[]),
    ("RGE", &[7, 8]),
    ("nd \u{1F525}", &[11]),
    ("nowhere", &[]),
    ("\0", &[]),
    ("100\0", &[]),
];

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

/// What was found under its old words is found under its new ones only.
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

async fn keep(adapter: &Adapter, with: fn(TicketBuilder, &str) -> TicketBuilder) {
    adapter.keep_people(&[a_customer().build()]).await;
    let plain = || a_ticket().title("plain").description("plain");
    let tickets = TEXTS.iter().zip(1..).map(|(text, number)| with(plain(), text).number(number).build());
    adapter.keep_tickets(&tickets.collect::<Vec<_>>()).await;
}

async fn assert_found(adapter: &Adapter, filter: &TicketFilter, expected: &[u64]) {
    assert_eq!(adapter.numbers(TicketVisibility::Everything, filter).await, expected, "{filter:?}");
}

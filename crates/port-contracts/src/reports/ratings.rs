//! Ratings, against plain counting.

use deskhand_domain::permissions::{NotesVisibility, PeopleVisibility};
use deskhand_domain::report::{Period, RatingCounts};
use deskhand_domain::testing::person_id;
use deskhand_domain::ticket::Ticket;

use super::fixture::periods;
use super::tickets::keep_tickets;
use crate::Adapter;
use crate::fixtures::at;

fn counted<'a>(tickets: impl Iterator<Item = &'a Ticket>, period: Period) -> RatingCounts {
    let mut counts = RatingCounts::default();
    for rating in tickets.filter_map(|ticket| ticket.rating.as_ref()) {
        if period.contains(rating.at) {
            counts.add(rating.stars, 1);
        }
    }
    counts
}

pub(crate) async fn ratings_are_counted_by_their_stars(adapter: &Adapter) {
    let tickets = keep_tickets(adapter).await;
    for sees in [
        NotesVisibility::Everywhere,
        NotesVisibility::AssignedTo(person_id("emil")),
        NotesVisibility::AssignedTo(person_id("stranger")),
        NotesVisibility::Nowhere,
    ] {
        for period in periods() {
            let visible = tickets.iter().filter(|ticket| sees.include(ticket.assignee));
            let counts = adapter.reports.ratings(sees, period).await.unwrap();
            assert_eq!(counts, counted(visible, period), "{sees:?} {period:?}");
        }
    }
    let all = adapter.reports.ratings(NotesVisibility::Everywhere, Period::new(at(-1_000), at(10_000)).unwrap()).await;
    assert!(all.unwrap().total() > 10, "the tickets are too poor");
}

pub(crate) async fn engineers_are_reported_with_the_ratings_of_their_tickets(adapter: &Adapter) {
    let tickets = keep_tickets(adapter).await;
    for period in periods() {
        for figures in adapter.reports.engineers(PeopleVisibility::Everybody, period).await.unwrap() {
            let held = tickets.iter().filter(|ticket| ticket.assignee == Some(figures.engineer.id));
            assert_eq!(figures.ratings, counted(held, period), "{} {period:?}", figures.engineer.username);
        }
    }
}

use super::Person;
use crate::history::{EventKind, Fact};
use crate::people::{Availability, Capacity};

impl Person {
    /// Sets who takes tickets now.
    pub fn change_availability(&mut self, availability: Availability) -> Vec<Fact> {
        let before = self.availability;
        self.set(EventKind::AvailabilityChanged, |p| {
            (p.availability != availability).then(|| p.availability = availability)
        })
        .map(|fact| fact.before(before.as_str()).after(availability.as_str()))
        .into_iter()
        .collect()
    }

    /// Sets or lifts the limit of open tickets.
    pub fn change_capacity(&mut self, capacity: Option<Capacity>) -> Vec<Fact> {
        let words = |c: Option<Capacity>| c.map_or_else(|| "none".to_owned(), |c| c.get().to_string());
        let before = self.capacity;
        self.set(EventKind::CapacityChanged, |p| (p.capacity != capacity).then(|| p.capacity = capacity))
            .map(|fact| fact.before(&words(before)).after(&words(capacity)))
            .into_iter()
            .collect()
    }
}

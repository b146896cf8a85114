use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use time::{Duration, OffsetDateTime};

use super::{Network, SecurityEvent, SecurityKind};
use crate::ids::{PersonId, SecurityEventId};

/// Sums refusals up, so that a flood of them makes few entries.
///
/// Refusals of one kind, person, network and reason within a minute make two entries at most: the first with what came until it was
/// taken, the second with the rest of the minute. At most [`RefusalTally::MOST`] such groups are told apart at a time; of the others
/// only the kind is counted. So one instance writes at most about 200 entries a minute, whatever strangers send.
#[derive(Debug, Default)]
pub struct RefusalTally {
    groups: Mutex<HashMap<Group, Counted>>,
}

/// What is summed up in one entry. `None` for the refusals beyond [`RefusalTally::MOST`] groups.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Group(SecurityKind, Option<(Option<PersonId>, Option<Network>, Option<String>)>);

#[derive(Debug)]
struct Counted {
    /// The first one that no entry stands for yet; its count is that of all since.
    event: SecurityEvent,
    since: OffsetDateTime,
    was_taken: bool,
}

impl RefusalTally {
    /// The most groups that are told apart.
    pub const MOST: usize = 100;
    /// How long a group is counted before it begins anew.
    pub const WINDOW: Duration = Duration::minutes(1);

    /// Counts a refusal. `true` for the first one of its group: only that one is reported at once.
    pub fn count(&self, event: SecurityEvent) -> bool {
        let mut groups = self.lock();
        let group = Group(event.kind, Some((event.person, event.network(), event.reason.clone())));
        let (group, event) = if groups.len() < Self::MOST || groups.contains_key(&group) {
            (group, event)
        } else {
            (Group(event.kind, None), unspecific(&event))
        };
        match groups.get_mut(&group) {
            Some(counted) => {
                if counted.event.count == 0 {
                    counted.event = SecurityEvent { count: 0, ..event };
                }
                counted.event.count = counted.event.count.saturating_add(1);
                false
            }
            None => {
                let since = event.at;
                groups.insert(group, Counted { event, since, was_taken: false });
                true
            }
        }
    }

    /// Takes the entries that are due at `now`, each with a new id.
    pub fn take_due(&self, now: OffsetDateTime, mut id: impl FnMut() -> SecurityEventId) -> Vec<SecurityEvent> {
        let mut due = Vec::new();
        self.lock().retain(|_, counted| {
            let is_over = now - counted.since >= Self::WINDOW || now < counted.since;
            if counted.event.count > 0 && (is_over || !counted.was_taken) {
                due.push(SecurityEvent { id: id(), ..counted.event.clone() });
                counted.event.count = 0;
                counted.was_taken = true;
            }
            !is_over
        });
        due.sort_by_key(|event| event.at);
        due
    }

    /// Takes everything, before the program ends.
    pub fn take_all(&self, mut id: impl FnMut() -> SecurityEventId) -> Vec<SecurityEvent> {
        let all = std::mem::take(&mut *self.lock()).into_values().map(|counted| counted.event);
        let mut all: Vec<_> =
            all.filter(|event| event.count > 0).map(|event| SecurityEvent { id: id(), ..event }).collect();
        all.sort_by_key(|event| event.at);
        all
    }

    /// Gives back entries that could not be stored.
    pub fn give_back(&self, events: Vec<SecurityEvent>) {
        for event in events {
            let count = event.count;
            let kind = event.kind;
            let group = Group(kind, Some((event.person, event.network(), event.reason.clone())));
            let mut groups = self.lock();
            let is_new = !groups.contains_key(&group) && groups.len() >= Self::MOST;
            let (group, event) = if is_new { (Group(kind, None), unspecific(&event)) } else { (group, event) };
            let since = event.at;
            let event = SecurityEvent { count: 0, ..event };
            let counted = groups.entry(group).or_insert(Counted { event, since, was_taken: false });
            counted.event.count = counted.event.count.saturating_add(count);
            counted.was_taken = false;
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Group, Counted>> {
        self.groups.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What is left of a refusal where too many kinds of them came at once.
fn unspecific(event: &SecurityEvent) -> SecurityEvent {
    let reason = Some("many".to_owned());
    let SecurityEvent { id, at, kind, count, .. } = *event;
    SecurityEvent { id, at, kind, person: None, actor: None, address: None, agent: None, reason, detail: None, count }
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};

    use time::macros::datetime;
    use uuid::Uuid;

    use super::*;

    const START: OffsetDateTime = datetime!(2026-01-05 9:00 UTC);

    fn refusal(address: u32, seconds: i64) -> SecurityEvent {
        SecurityEvent {
            id: SecurityEventId::new(Uuid::nil()),
            at: START + Duration::seconds(seconds),
            kind: SecurityKind::SignInFailed,
            person: None,
            actor: None,
            address: Some(IpAddr::V4(Ipv4Addr::from_bits(address))),
            agent: None,
            reason: Some("unknown_login".to_owned()),
            detail: None,
            count: 1,
        }
    }

    fn taken(tally: &RefusalTally, seconds: i64) -> Vec<(i64, u32)> {
        let events = tally.take_due(START + Duration::seconds(seconds), || SecurityEventId::new(Uuid::max()));
        events.iter().map(|event| ((event.at - START).whole_seconds(), event.count)).collect()
    }

    #[test]
    fn a_flood_makes_two_entries_a_minute() {
        let tally = RefusalTally::default();
        for n in 0..1_000 {
            assert_eq!(tally.count(refusal(1, n / 100)), n == 0, "only the first is reported");
        }
        assert_eq!(taken(&tally, 10), [(0, 1_000)]);
        for n in 20..50 {
            assert!(!tally.count(refusal(1, n)));
        }
        assert_eq!(taken(&tally, 50), []);
        assert_eq!(taken(&tally, 60), [(20, 30)]);
        assert!(tally.count(refusal(1, 61)), "a new minute, a new first one");
    }

    #[test]
    fn of_many_addresses_some_are_told_apart_and_all_are_counted() {
        let tally = RefusalTally::default();
        for n in 0..10_000 {
            tally.count(refusal(n, 0));
        }
        let all = tally.take_all(|| SecurityEventId::new(Uuid::max()));
        assert_eq!(all.len(), RefusalTally::MOST + 1);
        assert_eq!(all.iter().map(|event| event.count).sum::<u32>(), 10_000);
        let rest = all.iter().find(|event| event.count > 1).unwrap();
        assert_eq!((rest.address, rest.reason.as_deref()), (None, Some("many")));
    }

    #[test]
    fn what_could_not_be_stored_is_counted_on() {
        let tally = RefusalTally::default();
        tally.count(refusal(1, 0));
        let events = tally.take_due(START, || SecurityEventId::new(Uuid::max()));
        tally.count(refusal(1, 1));
        tally.give_back(events);
        assert_eq!(taken(&tally, 2).iter().map(|(_, count)| count).sum::<u32>(), 2);
    }
}

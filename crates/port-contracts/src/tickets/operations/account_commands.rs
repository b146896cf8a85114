//! Commands about accounts, at random.

use deskhand_domain::people::{AccountStatus, Availability, Capacity, Person, Role};
use deskhand_domain::ports::PersonKey;
use deskhand_domain::use_cases::UpdatePerson;

use super::fixture::Staffed;
use crate::fixtures::Random;

/// Mostly an engineer.
pub(super) fn an_account(setup: &Staffed, random: &mut Random) -> PersonKey {
    let engineers: Vec<&Person> = setup.people.iter().filter(|person| person.role == Role::Engineer).collect();
    let engineer = random.pick(&engineers).id;
    PersonKey::Id(if random.below(5) == 0 { random.pick(&setup.people).id } else { engineer })
}

pub(super) fn a_change_of_account(random: &mut Random) -> UpdatePerson {
    let nothing = UpdatePerson::default();
    match random.below(8) {
        // Mostly approved, so that some engineers can work.
        0 => UpdatePerson { status: Some(*random.pick(AccountStatus::ALL)), ..nothing },
        1..=3 => UpdatePerson { status: Some(AccountStatus::Approved), ..nothing },
        4..=5 => UpdatePerson { availability: Some(*random.pick(Availability::ALL)), ..nothing },
        6 => {
            let limit = random.perhaps(|random| Capacity::parse(random.below(6).cast_signed()).unwrap());
            UpdatePerson { capacity: Some(limit), ..nothing }
        }
        _ => {
            let role = *random.pick(&[Role::Customer, Role::Engineer]);
            UpdatePerson { role: Some(role), status: Some(AccountStatus::Approved), ..nothing }
        }
    }
}

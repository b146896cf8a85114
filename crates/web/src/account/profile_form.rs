use deskhand_domain::people::{Person, PersonName, PhoneNumber, TimeZone};
use deskhand_domain::use_cases::{BasedOn, UpdateMe, UpdatePerson};
use serde::Deserialize;

use crate::door::Faults;

/// The fields about the person.
#[derive(Deserialize)]
pub(crate) struct ProfileForm {
    pub(super) name: String,
    #[serde(default)]
    pub(super) phone: String,
    /// Empty for that of the desk.
    #[serde(default)]
    pub(super) time_zone: String,
    pub(super) version: u64,
}

impl ProfileForm {
    /// What is stored.
    pub(super) fn of(person: &Person) -> Self {
        Self {
            name: person.name.to_string(),
            phone: person.phone.as_ref().map(ToString::to_string).unwrap_or_default(),
            time_zone: person.time_zone.as_ref().map(ToString::to_string).unwrap_or_default(),
            version: person.version,
        }
    }

    /// The change, with notes of what is wrong.
    pub(super) fn read(&self, faults: &mut Faults) -> UpdateMe {
        let profile = UpdatePerson {
            name: faults.accept("name", PersonName::parse(&self.name)),
            phone: Some(faults.optional("phone", &self.phone, PhoneNumber::parse)),
            time_zone: Some(faults.optional("time_zone", &self.time_zone, TimeZone::parse)),
            based_on: BasedOn::OneOf(vec![self.version]),
            ..UpdatePerson::default()
        };
        UpdateMe { profile, ..UpdateMe::default() }
    }
}

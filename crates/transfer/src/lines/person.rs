use std::collections::{BTreeMap, BTreeSet};

use deskhand_domain::notification::{Frequency, MailKind};
use deskhand_domain::people::{
    Capacity, EmailAddress, Look, PasswordHash, Person, PersonName, PersonRecord, PhoneNumber, TimeZone, Username,
};
use deskhand_domain::transfer::{Record, WholePerson};
use serde::{Deserialize, Serialize};

use super::error::LineError;
use super::kind::Kind;
use super::moment::Moment;
use super::values::{optional_text, optional_word, text, word};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PersonLine {
    r#type: Kind,
    id: String,
    username: String,
    name: String,
    email: Option<String>,
    email_pending: Option<String>,
    email_verified_at: Option<Moment>,
    unreachable_since: Option<Moment>,
    phone: Option<String>,
    language: Option<String>,
    time_zone: Option<String>,
    theme: String,
    single_keys: bool,
    role: String,
    status: String,
    availability: String,
    capacity: Option<i64>,
    password_hash: Option<String>,
    muted: Vec<String>,
    digests: BTreeMap<String, String>,
    created_at: Moment,
    updated_at: Moment,
    removed_at: Option<Moment>,
    version: u64,
    last_assigned_at: Option<Moment>,
    reserved_usernames: Vec<ReservationLine>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ReservationLine {
    username: String,
    until: Moment,
}

impl PersonLine {
    pub(super) fn of(whole: &WholePerson) -> Self {
        let person = &whole.person;
        Self {
            r#type: Kind("person"),
            id: person.id.to_string(),
            username: person.username.to_string(),
            name: person.name.to_string(),
            email: person.email.as_ref().map(ToString::to_string),
            email_pending: person.email_pending.as_ref().map(ToString::to_string),
            email_verified_at: person.email_verified_at.map(Moment),
            unreachable_since: person.unreachable_since.map(Moment),
            phone: person.phone.as_ref().map(ToString::to_string),
            language: person.language.map(|language| language.to_string()),
            time_zone: person.time_zone.as_ref().map(ToString::to_string),
            theme: person.look.theme.to_string(),
            single_keys: person.look.single_keys,
            role: person.role.to_string(),
            status: person.status.to_string(),
            availability: person.availability.to_string(),
            capacity: person.capacity.map(|capacity| capacity.get().into()),
            password_hash: person.password.as_ref().map(|hash| hash.as_str().to_owned()),
            muted: person.muted.iter().map(ToString::to_string).collect(),
            digests: person.digests.iter().map(|(kind, often)| (kind.to_string(), often.to_string())).collect(),
            created_at: Moment(person.created_at),
            updated_at: Moment(person.updated_at),
            removed_at: person.removed_at.map(Moment),
            version: person.version,
            last_assigned_at: whole.last_assigned_at.map(Moment),
            reserved_usernames: whole.reserved_usernames.iter().map(ReservationLine::of).collect(),
        }
    }

    pub(super) fn into_record(self) -> Result<Record, LineError> {
        let reserved = self.reserved_usernames.iter().map(ReservationLine::value).collect::<Result<_, _>>()?;
        let last_assigned_at = self.last_assigned_at.map(|at| at.0);
        let person = self.person()?;
        Ok(Record::Person(Box::new(WholePerson { person, last_assigned_at, reserved_usernames: reserved })))
    }

    fn person(self) -> Result<Person, LineError> {
        let capacity = self.capacity.map(Capacity::parse).transpose().map_err(LineError::at("capacity"))?;
        let (muted, digests) = (self.muted()?, self.digests()?);
        Ok(Person::restore(PersonRecord {
            id: word("id", &self.id)?,
            username: text("username", &self.username, Username::parse)?,
            name: text("name", &self.name, PersonName::parse)?,
            email: optional_text("email", self.email.as_ref(), EmailAddress::parse)?,
            email_pending: optional_text("email_pending", self.email_pending.as_ref(), EmailAddress::parse)?,
            phone: optional_text("phone", self.phone.as_ref(), PhoneNumber::parse)?,
            language: optional_word("language", self.language.as_ref())?,
            time_zone: optional_text("time_zone", self.time_zone.as_ref(), TimeZone::parse)?,
            look: Look { theme: word("theme", &self.theme)?, single_keys: self.single_keys },
            role: word("role", &self.role)?,
            status: word("status", &self.status)?,
            email_verified_at: self.email_verified_at.map(|at| at.0),
            unreachable_since: self.unreachable_since.map(|at| at.0),
            availability: word("availability", &self.availability)?,
            capacity,
            password: self.password_hash.map(PasswordHash::new),
            second_factor_at: None,
            muted,
            digests,
            created_at: self.created_at.0,
            updated_at: self.updated_at.0,
            removed_at: self.removed_at.map(|at| at.0),
            version: self.version,
        }))
    }

    fn muted(&self) -> Result<BTreeSet<MailKind>, LineError> {
        self.muted.iter().map(|kind| word("muted", kind)).collect()
    }

    fn digests(&self) -> Result<BTreeMap<MailKind, Frequency>, LineError> {
        self.digests.iter().map(|(kind, often)| Ok((word("digests", kind)?, word("digests", often)?))).collect()
    }
}

impl ReservationLine {
    fn of((username, until): &(Username, time::OffsetDateTime)) -> Self {
        Self { username: username.to_string(), until: Moment(*until) }
    }

    fn value(&self) -> Result<(Username, time::OffsetDateTime), LineError> {
        Ok((text("reserved_usernames.username", &self.username, Username::parse)?, self.until.0))
    }
}

use std::collections::{BTreeMap, BTreeSet};

use deskhand_domain::PersonId;
use deskhand_domain::assignment::EngineerLoad;
use deskhand_domain::notification::{Frequency, MailKind};
use deskhand_domain::people::{
    Capacity, EmailAddress, Look, PasswordHash, Person, PersonName, PersonRecord, PersonRef, PhoneNumber, Role,
    TimeZone, Username,
};
use deskhand_domain::ports::{PersonView, StorageError};
use deskhand_domain::text::search_folded;
use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::{DerivePartialModel, FromQueryResult};
use uuid::Uuid;

use super::decode::{Table, millis, whole};
use crate::entities::person::{ActiveModel, Entity, Model};

const PEOPLE: Table = Table("people");

/// The person joined to a ticket, message, mail or event.
#[derive(FromQueryResult)]
pub(crate) struct PersonRefRow {
    pub(crate) id: Uuid,
    pub(crate) username: String,
    pub(crate) name: String,
}

impl PersonRefRow {
    pub(crate) fn into_ref(self) -> Result<PersonRef, StorageError> {
        Ok(PersonRef {
            id: PersonId::new(self.id),
            username: PEOPLE.parsed("username", Username::parse(&self.username))?,
            name: PEOPLE.parsed("name", PersonName::restore(&self.name))?,
        })
    }
}

pub(crate) fn to_domain(row: Model) -> Result<Person, StorageError> {
    Ok(Person::restore(PersonRecord {
        id: PersonId::new(row.id),
        username: PEOPLE.parsed("username", Username::parse(&row.username))?,
        name: PEOPLE.parsed("name", PersonName::restore(&row.name))?,
        email: PEOPLE.parsed("email", row.email.as_deref().map(EmailAddress::parse).transpose())?,
        email_pending: PEOPLE
            .parsed("email_pending", row.email_pending.as_deref().map(EmailAddress::parse).transpose())?,
        language: row.language.as_deref().map(|word| PEOPLE.word("language", word)).transpose()?,
        time_zone: PEOPLE.parsed("time_zone", row.time_zone.as_deref().map(TimeZone::parse).transpose())?,
        look: Look { theme: PEOPLE.word("theme", &row.theme)?, single_keys: row.single_keys },
        phone: PEOPLE.parsed("phone", row.phone.as_deref().map(PhoneNumber::parse).transpose())?,
        role: PEOPLE.word("role", &row.role)?,
        status: PEOPLE.word("status", &row.status)?,
        email_verified_at: PEOPLE.time_or_none("email_verified_at", row.email_verified_at)?,
        unreachable_since: PEOPLE.time_or_none("unreachable_since", row.unreachable_since)?,
        availability: PEOPLE.word("availability", &row.availability)?,
        capacity: capacity(row.capacity)?,
        password: row.password.map(PasswordHash::new),
        second_factor_at: PEOPLE.time_or_none("second_factor_at", row.second_factor_at)?,
        muted: muted(&row.muted)?,
        digests: digests(&row.digests)?,
        created_at: PEOPLE.time("created_at", row.created_at)?,
        updated_at: PEOPLE.time("updated_at", row.updated_at)?,
        removed_at: PEOPLE.time_or_none("removed_at", row.removed_at)?,
        version: PEOPLE.number("version", row.version)?,
    }))
}

pub(crate) fn to_view(row: Model) -> Result<PersonView, StorageError> {
    Ok(PersonView {
        open_tickets: PEOPLE.number("open_tickets", row.open_tickets)?,
        tickets_count: PEOPLE.number("tickets_count", row.tickets_count)?,
        last_assigned_at: PEOPLE.time_or_none("last_assigned_at", row.last_assigned_at)?,
        person: to_domain(row)?,
    })
}

/// The columns of an engineer that decide an assignment.
#[derive(DerivePartialModel)]
#[sea_orm(entity = "Entity")]
pub(crate) struct LoadRow {
    id: Uuid,
    role: String,
    status: String,
    availability: String,
    capacity: Option<i32>,
    open_tickets: i32,
    last_assigned_at: Option<i64>,
}

pub(crate) fn to_load(row: &LoadRow) -> Result<EngineerLoad, StorageError> {
    Ok(EngineerLoad {
        id: PersonId::new(row.id),
        role: PEOPLE.word("role", &row.role)?,
        status: PEOPLE.word("status", &row.status)?,
        availability: PEOPLE.word("availability", &row.availability)?,
        capacity: capacity(row.capacity)?,
        open_tickets: PEOPLE.number("open_tickets", row.open_tickets)?,
        last_assigned_at: PEOPLE.time_or_none("last_assigned_at", row.last_assigned_at)?,
    })
}

pub(crate) fn address_and_role(email: Option<&str>, role: &str) -> Result<(Option<EmailAddress>, Role), StorageError> {
    let email = PEOPLE.parsed("email", email.map(EmailAddress::parse).transpose())?;
    Ok((email, PEOPLE.word("role", role)?))
}

/// Without the loads, which only the `Workload` port changes.
pub(crate) fn to_active_model(person: &Person) -> Result<ActiveModel, StorageError> {
    Ok(ActiveModel {
        id: Set(person.id.as_uuid()),
        username: Set(person.username.as_str().to_owned()),
        name: Set(person.name.as_str().to_owned()),
        name_folded: Set(search_folded(person.name.as_str())),
        email: Set(person.email.as_ref().map(|email| email.as_str().to_owned())),
        email_folded: Set(person.email.as_ref().map(EmailAddress::case_folded)),
        email_pending: Set(person.email_pending.as_ref().map(|email| email.as_str().to_owned())),
        language: Set(person.language.map(|language| language.as_str().to_owned())),
        time_zone: Set(person.time_zone.as_ref().map(|zone| zone.as_str().to_owned())),
        theme: Set(person.look.theme.as_str().to_owned()),
        single_keys: Set(person.look.single_keys),
        phone: Set(person.phone.as_ref().map(|phone| phone.as_str().to_owned())),
        role: Set(person.role.as_str().to_owned()),
        status: Set(person.status.as_str().to_owned()),
        email_verified_at: Set(person.email_verified_at.map(millis)),
        unreachable_since: Set(person.unreachable_since.map(millis)),
        availability: Set(person.availability.as_str().to_owned()),
        capacity: Set(person.capacity.map(|capacity| whole(capacity.get())).transpose()?),
        password: Set(person.password.as_ref().map(|hash| hash.as_str().to_owned())),
        second_factor_at: Set(person.second_factor_at.map(millis)),
        muted: Set(person.muted.iter().map(MailKind::as_str).collect::<Vec<_>>().join(",")),
        digests: Set(person.digests.iter().map(|(kind, word)| format!("{kind}={word}")).collect::<Vec<_>>().join(",")),
        created_at: Set(millis(person.created_at)),
        updated_at: Set(millis(person.updated_at)),
        removed_at: Set(person.removed_at.map(millis)),
        version: Set(whole(person.version)?),
        open_tickets: NotSet,
        tickets_count: NotSet,
        last_assigned_at: NotSet,
    })
}

fn capacity(column: Option<i32>) -> Result<Option<Capacity>, StorageError> {
    PEOPLE.parsed("capacity", column.map(|tickets| Capacity::parse(tickets.into())).transpose())
}

fn muted(column: &str) -> Result<BTreeSet<MailKind>, StorageError> {
    column.split(',').filter(|word| !word.is_empty()).map(|word| PEOPLE.word("muted", word)).collect()
}

fn digests(column: &str) -> Result<BTreeMap<MailKind, Frequency>, StorageError> {
    let word = |text: &str| {
        let (kind, frequency) = text.split_once('=').unwrap_or((text, ""));
        Ok((PEOPLE.word("digests", kind)?, PEOPLE.word("digests", frequency)?))
    };
    column.split(',').filter(|text| !text.is_empty()).map(word).collect()
}

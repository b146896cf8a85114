use std::collections::BTreeSet;

use uuid::Uuid;

use crate::history::{Event, Topic};
use crate::ids::PersonId;
use crate::people::{Actor, By, PasswordHash, Person, PersonRecord};
use crate::permissions::{self, PeopleVisibility};
use crate::ports::{FeedPosition, PersonKey, TransferPosition};
use crate::security::SecurityKind;
use crate::ticket::TicketNumber;
use crate::transfer::{DeskRecord, Record, WholePerson, WholeTicket};
use crate::use_cases::{Error, Transfer, UseCases};

/// How many people are read at once.
const PEOPLE: u32 = 100;

/// How many tickets are read at once. Each may have long messages.
const TICKETS: u32 = 20;

/// How often a ticket is read that changes while it is read.
const READINGS: usize = 3;

/// What to export.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ExportOf {
    /// The records after the one with this id: of a person, an event or a ticket. `None` for all, and the desk first.
    pub after: Option<Uuid>,
    /// At most so many records; `None` for all.
    pub limit: Option<u64>,
    /// Whether with the hashes of passwords.
    pub passwords: bool,
}

/// An export that is read page by page, so that it needs little memory: the desk, then people, then the events that belong to no
/// ticket, then tickets.
pub struct Export {
    desk: UseCases,
    /// `None` for an operator of the desk, who works on the machine itself.
    reader: Option<PersonId>,
    next: Next,
    /// How many records may still come.
    left: u64,
    passwords: bool,
}

/// What comes next.
#[derive(Clone, Copy)]
enum Next {
    Desk,
    People(Option<PersonId>),
    Events(FeedPosition),
    Tickets(Option<TicketNumber>),
    Nothing,
}

impl Transfer<'_> {
    /// Begins an export. The security log has an entry of it.
    ///
    /// # Errors
    /// [`Error::Refused`] if the caller is no admin, or wants passwords and is no superadmin with a session; [`Error::EventExpired`]
    /// if there is no record `after`; [`Error::Storage`].
    pub async fn export(self, actor: &Actor, of: ExportOf) -> Result<Export, Error> {
        permissions::may_export(actor, of.passwords)?;
        let export = self.begin(Some(actor.id), of).await?;
        let (person, detail) = (actor.id, if of.passwords { "with passwords" } else { "without passwords" });
        let note = self
            .desk
            .in_transaction(actor, |tx| Box::pin(tx.record_security(SecurityKind::DeskExported, person, Some(detail))));
        note.await?;
        Ok(export)
    }

    /// Begins an export for an operator of the desk.
    ///
    /// # Errors
    /// [`Error::EventExpired`] if there is no record `after`; [`Error::Storage`].
    pub async fn export_for_operator(self, of: ExportOf) -> Result<Export, Error> {
        self.begin(None, of).await
    }

    async fn begin(self, reader: Option<PersonId>, of: ExportOf) -> Result<Export, Error> {
        let next = match of.after {
            None => Next::Desk,
            Some(id) => match self.desk.ports.transfer.position_of(id).await?.ok_or(Error::EventExpired)? {
                TransferPosition::Person(id) => Next::People(Some(id)),
                TransferPosition::Event(place) => Next::Events(place),
                TransferPosition::Ticket(number) => Next::Tickets(Some(number)),
            },
        };
        let left = of.limit.unwrap_or(u64::MAX);
        Ok(Export { desk: self.desk.clone(), reader, next, left, passwords: of.passwords })
    }
}

impl Export {
    /// The next records; empty at the end. The permissions of the reader are checked again for every page.
    ///
    /// # Errors
    /// [`Error::NotFound`] if the reader was removed meanwhile; [`Error::Refused`] if they may not export any more;
    /// [`Error::Storage`].
    pub async fn next_page(&mut self) -> Result<Vec<Record>, Error> {
        let sees = self.visible_people().await?;
        let mut page = Vec::new();
        while page.is_empty() && self.left > 0 && !matches!(self.next, Next::Nothing) {
            page = self.read_on(sees).await?;
        }
        page.truncate(usize::try_from(self.left).unwrap_or(usize::MAX));
        self.left -= page.len() as u64;
        Ok(page)
    }

    async fn visible_people(&self) -> Result<PeopleVisibility, Error> {
        let Some(reader) = self.reader else { return Ok(PeopleVisibility::Everybody) };
        let person = self.desk.ports.people.find(PersonKey::Id(reader)).await?.ok_or(Error::NotFound)?.person;
        let reader = Actor::from(&person);
        permissions::may_export(&reader, self.passwords)?;
        Ok(permissions::people_visible_to(&reader, self.desk.workflow())?)
    }

    async fn read_on(&mut self, sees: PeopleVisibility) -> Result<Vec<Record>, Error> {
        let transfer = &self.desk.ports.transfer;
        match self.next {
            Next::Desk => {
                self.next = Next::People(None);
                Ok(vec![Record::Desk(DeskRecord { last_number: transfer.last_number().await? })])
            }
            Next::People(after) => {
                let people = transfer.whole_people(after, PEOPLE).await?;
                let last = people.last().map(|whole| whole.person.id);
                self.next = last.map_or(Next::Events(FeedPosition::START), |last| Next::People(Some(last)));
                Ok(people.into_iter().map(|whole| Record::Person(Box::new(self.shown(whole, sees)))).collect())
            }
            Next::Events(after) => {
                let part = transfer.loose_events(after).await?;
                self.next = part.read_to.map_or(Next::Tickets(None), Next::Events);
                let events = self.visible_events(part.events, sees).await?;
                Ok(events.into_iter().map(|event| Record::Event(Box::new(event))).collect())
            }
            Next::Tickets(after) => {
                let tickets = self.consistent_tickets(after).await?;
                let last = tickets.last().map(|whole| whole.ticket.number);
                self.next = last.map_or(Next::Nothing, |last| Next::Tickets(Some(last)));
                Ok(tickets.into_iter().map(|whole| Record::Ticket(Box::new(whole))).collect())
            }
            Next::Nothing => Ok(Vec::new()),
        }
    }

    /// Without what does not move, and without addresses and phones of those whom the reader may not see. That they are there has to
    /// be known: tickets name them.
    fn shown(&self, whole: WholePerson, sees: PeopleVisibility) -> WholePerson {
        let person = &whole.person;
        let passwords = &self.desk.ports.passwords;
        let hash = person.password.as_ref().filter(|_| self.passwords).and_then(|hash| passwords.export_hash(hash));
        let mut record = PersonRecord {
            password: hash.map(PasswordHash::new),
            second_factor_at: None,
            ..PersonRecord::clone(person)
        };
        if !sees.includes(person.id, person.role) {
            (record.email, record.email_pending, record.phone, record.email_verified_at) = (None, None, None, None);
        }
        WholePerson { person: Person::restore(record), ..whole }
    }

    /// Leaves out what happened to the accounts of people whom the reader may not see.
    async fn visible_events(&self, events: Vec<Event>, sees: PeopleVisibility) -> Result<Vec<Event>, Error> {
        if sees == PeopleVisibility::Everybody || events.is_empty() {
            return Ok(events);
        }
        let subject = |event: &Event| match event.topic {
            Topic::Person(id) => Some(id),
            Topic::Ticket(_) => None,
        };
        let ids: BTreeSet<PersonId> = events.iter().filter_map(subject).collect();
        let ids: Vec<PersonId> = ids.into_iter().collect();
        let people = self.desk.in_transaction(By::System, |tx| {
            let ids = ids.clone();
            Box::pin(async move { Ok(tx.uow.people().look_up(&ids).await?) })
        });
        let people = people.await?;
        let hidden: BTreeSet<PersonId> =
            people.iter().filter(|person| !sees.includes(person.id, person.role)).map(|person| person.id).collect();
        Ok(events.into_iter().filter(|event| subject(event).is_none_or(|id| !hidden.contains(&id))).collect())
    }

    /// A ticket that changes while it is read comes with parts of different moments, which do not fit together. It is read again.
    async fn consistent_tickets(&self, after: Option<TicketNumber>) -> Result<Vec<WholeTicket>, Error> {
        let mut tickets = Vec::new();
        for _ in 0..READINGS {
            tickets = self.desk.ports.transfer.whole_tickets(after, TICKETS).await?;
            if tickets.iter().all(|whole| whole.check().is_ok()) {
                break;
            }
        }
        Ok(tickets)
    }
}

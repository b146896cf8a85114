use std::collections::BTreeSet;

use super::known::Known;
use crate::ids::{EventId, PersonId, TicketId};
use crate::ticket::TicketNumber;
use crate::transfer::Record;
use crate::use_cases::Error;
use crate::use_cases::transaction::TxContext;

impl TxContext<'_> {
    /// Looks up what of these records is stored, and whom they name.
    pub(super) async fn know(&mut self, batch: &[&Record], known: &mut Known) -> Result<(), Error> {
        let mut people: BTreeSet<PersonId> = batch.iter().flat_map(|record| record.people()).collect();
        let (mut tickets, mut events): (Vec<(TicketId, TicketNumber)>, Vec<EventId>) = (Vec::new(), Vec::new());
        for record in batch {
            match record {
                Record::Desk(_) => {}
                Record::Person(whole) => {
                    people.insert(whole.person.id);
                }
                Record::Event(event) => events.push(event.id),
                Record::Ticket(whole) => tickets.push((whole.ticket.id, whole.ticket.number)),
            }
        }
        let people: Vec<PersonId> = people.into_iter().collect();
        for some in people.chunks(LOOKED_UP) {
            self.uow.people().look_up(some).await?.iter().for_each(|person| known.add_person(person));
        }
        for record in batch {
            if !known.has(record) {
                self.know_names(record, known).await?;
            }
        }
        for (id, number) in self.uow.transfer().stored_tickets(&tickets).await? {
            known.add_ticket(id, number);
        }
        for id in self.uow.transfer().stored_events(&events).await? {
            known.add_event(id);
        }
        Ok(())
    }

    /// Who has the username and the address of a new person.
    async fn know_names(&mut self, record: &Record, known: &mut Known) -> Result<(), Error> {
        let Record::Person(whole) = record else { return Ok(()) };
        if let Some(other) = self.uow.people().find_by_username(&whole.person.username).await? {
            known.add_person(&other);
        }
        if let Some(email) = &whole.person.email
            && let Some(other) = self.uow.people().find_by_email(email).await?
        {
            known.add_person(&other);
        }
        Ok(())
    }
}

/// How many people are looked up by one statement.
const LOOKED_UP: usize = 1_000;

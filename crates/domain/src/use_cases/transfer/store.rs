use crate::history::Event;
use crate::transfer::{Record, WholePerson, WholeTicket};
use crate::use_cases::Error;
use crate::use_cases::transaction::TxContext;

impl TxContext<'_> {
    /// Stores checked records that are not there. No mail is queued, and nothing is signalled.
    pub(super) async fn store_records(&mut self, records: &[&Record]) -> Result<(), Error> {
        let (mut people, mut events, mut tickets, mut last) = (Vec::new(), Vec::new(), Vec::new(), 0);
        for record in records {
            match record {
                Record::Desk(desk) => last = desk.last_number,
                Record::Person(whole) => people.push(WholePerson::clone(whole)),
                Record::Event(event) => events.push(Event::clone(event)),
                Record::Ticket(whole) => tickets.push(WholeTicket::clone(whole)),
            }
        }
        if last > 0 {
            self.uow.transfer().raise_last_number(last).await?;
        }
        self.uow.transfer().add_people(&people).await?;
        self.uow.transfer().add_events(&events).await?;
        self.claim_contents(&tickets).await?;
        self.uow.transfer().add_tickets(&tickets).await?;
        if tickets.iter().any(|whole| whole.ticket.is_waiting()) {
            self.uow.workload().mark_backlog_unfinished(true).await?;
        }
        Ok(())
    }

    /// Their bytes are brought by another way. Until then they are known, and missing.
    async fn claim_contents(&mut self, tickets: &[WholeTicket]) -> Result<(), Error> {
        let now = self.now;
        for blob in tickets.iter().flat_map(|whole| &whole.files).filter_map(|file| file.content) {
            self.uow.attachments().claim_blob(blob, now).await?;
        }
        Ok(())
    }
}

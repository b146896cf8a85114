use deskhand_domain::PersonId;
use deskhand_domain::ports::StorageError;
use deskhand_domain::testing::{TicketBuilder, a_ticket};
use deskhand_domain::ticket::TicketNumber;
use deskhand_domain::transfer::WholeTicket;
use deskhand_persistence::{Database, DatabaseOptions};

use super::{Person, TestApp};

impl TestApp {
    /// Inserts tickets directly into the database, without the use cases: thousands at once, or with times to the
    /// millisecond. `make` gets the number of each and changes a plain ticket of that number.
    pub(crate) async fn archive(&self, count: u32, make: impl Fn(u64, TicketBuilder) -> TicketBuilder + Sync) {
        let database = Database::connect(&self.database_url(), &DatabaseOptions::default()).await.unwrap();
        let make_all = |first: TicketNumber, _| {
            let numbers = first.get()..first.get() + u64::from(count);
            let whole_ticket = |number| WholeTicket {
                ticket: make(number, a_ticket().number(number)).build(),
                messages: Vec::new(),
                events: Vec::new(),
                decision: None,
                files: Vec::new(),
                muted_by: Vec::new(),
            };
            Ok::<_, StorageError>(numbers.map(whole_ticket).collect())
        };
        database.load_tickets(count, make_all).await.unwrap();
        database.close().await.unwrap();
    }
}

impl Person {
    /// Their id, as the domain has it.
    pub(crate) fn person_id(&self) -> PersonId {
        self.id.parse().unwrap()
    }
}

use crate::ids::SecurityEventId;
use crate::people::By;
use crate::security::SecurityEvent;
use crate::use_cases::transaction::TxContext;
use crate::use_cases::{Error, Security};

impl Security<'_> {
    /// Stores the refusals that this instance has summed up and that are due. Call it every few seconds.
    ///
    /// # Errors
    /// [`Error::Storage`]; they are then counted on and stored the next time.
    pub async fn store_refusals(self) -> Result<(), Error> {
        let ids = &self.desk.ports.ids;
        let due = self.desk.refusals.take_due(self.desk.ports.clock.now(), || SecurityEventId::new(ids.uuid()));
        self.store(due).await
    }

    /// Stores all refusals that this instance has summed up. For the end of the program.
    ///
    /// # Errors
    /// [`Error::Storage`].
    pub async fn store_all_refusals(self) -> Result<(), Error> {
        let ids = &self.desk.ports.ids;
        let all = self.desk.refusals.take_all(|| SecurityEventId::new(ids.uuid()));
        self.store(all).await
    }

    async fn store(self, events: Vec<SecurityEvent>) -> Result<(), Error> {
        if events.is_empty() {
            return Ok(());
        }
        let stored = self.desk.in_transaction(By::System, |tx| Box::pin(tx.store_refusals(&events))).await;
        match stored {
            Ok(()) => self.report_sums(&events),
            Err(_) => self.desk.refusals.give_back(events),
        }
        stored
    }

    /// The first one of each group was reported when it came.
    fn report_sums(self, events: &[SecurityEvent]) {
        for event in events.iter().filter(|event| event.count > 1) {
            self.desk.ports.security_reporter.report(event);
        }
    }
}

impl TxContext<'_> {
    async fn store_refusals(&mut self, events: &[SecurityEvent]) -> Result<(), Error> {
        Ok(self.uow.security_log().append_security(events).await?)
    }
}

use super::context::TxContext;
use crate::history::{Event, Fact, Topic};
use crate::ids::EventId;
use crate::use_cases::Error;

impl TxContext<'_> {
    /// Appends one event per fact to the history, in order, and returns their ids.
    pub(crate) async fn append_history(&mut self, topic: Topic, facts: &[Fact]) -> Result<Vec<EventId>, Error> {
        let events: Vec<Event> = facts
            .iter()
            .map(|fact| Event::of(fact, EventId::new(self.desk.ports.ids.uuid()), topic, self.by, self.now))
            .collect();
        self.uow.history().append(&events).await?;
        let ids = events.iter().map(|event| event.id).collect();
        self.recorded.events.extend(events);
        Ok(ids)
    }
}

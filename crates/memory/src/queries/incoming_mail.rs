use async_trait::async_trait;
use deskhand_domain::IncomingMailId;
use deskhand_domain::incoming::{MailDigest, TakenState};
use deskhand_domain::people::Person;
use deskhand_domain::permissions::IntakeVisibility;
use deskhand_domain::ports::{
    IntakeCounts, IntakeQueries, Page, PageLimit, StorageError, TakenMailFilter, TakenMailPosition, TakenMailView,
};
use deskhand_domain::ticket::Ticket;

use crate::MemoryStorage;
use crate::queries::page::cut;
use crate::state::{IncomingRow, State};

#[async_trait]
impl IntakeQueries for MemoryStorage {
    async fn known(&self, digest: MailDigest) -> Result<Option<IncomingMailId>, StorageError> {
        let state = self.committed();
        Ok(state.incoming.values().find(|row| row.mail.digest == digest).map(|row| row.mail.id))
    }

    async fn find(&self, id: IncomingMailId) -> Result<Option<TakenMailView>, StorageError> {
        let state = self.committed();
        Ok(state.incoming.get(&id).map(|row| view(&state, row)))
    }

    async fn list(
        &self,
        sees: IntakeVisibility,
        filter: TakenMailFilter,
        after: Option<TakenMailPosition>,
        limit: PageLimit,
    ) -> Result<Page<TakenMailView>, StorageError> {
        let state = self.committed();
        let in_state = |view: &TakenMailView| {
            filter.states.is_empty() || filter.states.iter().any(|wanted| wanted == view.mail.state.as_str())
        };
        let is_visible = |view: &TakenMailView| sees.includes(view.ticket.as_ref().map(|_| view.assignee));
        let mut views: Vec<_> = state.incoming.values().map(|row| view(&state, row)).collect();
        views.retain(|view| in_state(view) && is_visible(view));
        views.retain(|view| filter.ticket.is_none() || view.mail.ticket == filter.ticket);
        let place = |position: TakenMailPosition| (position.received_at, position.id);
        views.sort_by_key(|view| std::cmp::Reverse(place(TakenMailPosition::of(view))));
        views.retain(|view| after.is_none_or(|after| place(TakenMailPosition::of(view)) < place(after)));
        Ok(cut(views, limit, None))
    }

    async fn counts(&self) -> Result<IntakeCounts, StorageError> {
        let state = self.committed();
        let count = |word: &str| state.incoming.values().filter(|row| row.mail.state.as_str() == word).count() as u64;
        let waiting = || state.incoming.values().filter(|row| row.mail.state == TakenState::Waiting);
        Ok(IntakeCounts {
            waiting: count(TakenState::WAITING),
            held: count(TakenState::HELD),
            quarantined: count(TakenState::QUARANTINED),
            oldest_waiting: waiting().map(|row| row.mail.received_at).min(),
            first_due: waiting().map(|row| row.mail.due_at).min(),
            claimed_until: waiting().filter_map(|row| row.lease_until).max(),
        })
    }
}

fn view(state: &State, row: &IncomingRow) -> TakenMailView {
    let mail = row.mail.clone();
    let ticket = mail.ticket.and_then(|ticket| state.tickets.get(&ticket));
    let person = mail.reading.as_ref().and_then(|reading| reading.person);
    TakenMailView {
        mail,
        ticket: ticket.map(Ticket::to_ref),
        assignee: ticket.and_then(|ticket| ticket.assignee),
        person: person.and_then(|person| state.people.get(&person)).map(Person::to_ref),
    }
}

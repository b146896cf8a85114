//! Lists of tickets that ask for nothing in particular: what everybody looks at most. Their texts are few, and making one takes
//! as long as reading ten rows, so each is made once.

use deskhand_domain::permissions::TicketVisibility;
use deskhand_domain::ports::{TicketFilter, TicketSort};
use sea_orm::{DbBackend, Statement, Value};

use crate::queries::cached_sql::Hot;
use crate::queries::tickets::list::TicketList;

/// By who sees the tickets, in which order, and whether the page is the first.
type Texts = [[[Hot; 2]; TicketSort::ALL.len()]; 3];

static TEXTS: Texts = [const { [const { [const { Hot::new() }; 2] }; TicketSort::ALL.len()] }; 3];

impl TicketList<'_> {
    /// What `written` says, of a plain list without its being written anew.
    pub(super) fn written_once(&self, backend: DbBackend, written: impl Fn() -> Statement) -> Statement {
        match self.plain_text() {
            Some(text) => text.statement(backend, written, self.plain_values()),
            None => written(),
        }
    }

    fn plain_text(&self) -> Option<&'static Hot> {
        if *self.filter != TicketFilter::default() {
            return None;
        }
        let seer = match self.sees {
            TicketVisibility::Everything => 0,
            TicketVisibility::ReportedBy(_) => 1,
            TicketVisibility::ReportedByOrAssignedTo(_) => 2,
        };
        let [first, later] = TEXTS.get(seer)?.get(self.sort as usize)?;
        Some(if self.after.is_some() { later } else { first })
    }

    /// In the order in which the text wants them.
    fn plain_values(&self) -> Vec<Value> {
        let after = self.after.map(|at| [Value::from(at.value), Value::from(at.id.as_uuid())]);
        let limit = Value::from(u64::from(self.limit.get()) + 1);
        let page: Vec<Value> = after.into_iter().flatten().chain([limit]).collect();
        match self.sees {
            TicketVisibility::Everything => page,
            TicketVisibility::ReportedBy(person) => [vec![person.as_uuid().into()], page].concat(),
            TicketVisibility::ReportedByOrAssignedTo(person) => {
                let half = [vec![person.as_uuid().into()], page.clone()].concat();
                [half.clone(), half, page].concat()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use deskhand_domain::ports::{PageLimit, TicketPosition};
    use deskhand_domain::testing::{person_id, ticket_id};

    use super::*;
    use crate::queries::text_search::SearchStrategy;

    #[test]
    fn a_plain_list_has_the_statement_that_would_be_written_for_it_and_another_list_its_own() {
        let (plain, other) =
            (TicketFilter::default(), TicketFilter { q: Some("zebra".to_owned()), ..Default::default() });
        let [ada, bob] = ["ada", "bob"].map(person_id);
        let seers = [
            TicketVisibility::Everything,
            TicketVisibility::ReportedBy(ada),
            TicketVisibility::ReportedByOrAssignedTo(ada),
            TicketVisibility::ReportedByOrAssignedTo(bob),
        ];
        let places =
            [None, Some(3), Some(4)].map(|number| number.map(|n| TicketPosition { value: n, id: ticket_id(7) }));
        for (sees, after) in seers.into_iter().flat_map(|sees| places.map(|after| (sees, after))) {
            for (sort, filter) in TicketSort::ALL.iter().flat_map(|sort| [(*sort, &plain), (*sort, &other)]) {
                let list = TicketList { sees, filter, sort, after, limit: PageLimit::default() };
                for backend in [DbBackend::Sqlite, DbBackend::Postgres] {
                    let written = || list.written(SearchStrategy::Rows, backend);
                    assert_eq!(list.written_once(backend, written), written());
                    assert_eq!(list.plain_text().is_some(), *filter == plain);
                }
            }
        }
    }
}

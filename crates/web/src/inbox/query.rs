use deskhand_domain::ports::{SearchText, TicketPosition};
use serde::Deserialize;

use super::views::View;
use crate::parts::{named_row, typed_search};

/// The query of the page. What is not right is left out: the page shows what it took.
#[derive(Deserialize)]
pub(crate) struct InboxQuery {
    #[serde(default)]
    view: String,
    #[serde(default)]
    q: String,
    /// The last row of the page before: its sorted value and its id.
    #[serde(default)]
    after: String,
}

impl InboxQuery {
    /// A search goes through all tickets, unless a view is named.
    pub(super) fn view(&self) -> View {
        View::named(&self.view).unwrap_or(if self.q.trim().is_empty() { View::Mine } else { View::All })
    }

    pub(super) fn words(&self) -> &str {
        self.q.trim()
    }

    pub(super) fn search(&self) -> Option<SearchText> {
        typed_search(self.words())
    }

    pub(super) fn after(&self) -> Option<TicketPosition> {
        named_row(&self.after).map(|(value, id)| TicketPosition { value, id })
    }
}

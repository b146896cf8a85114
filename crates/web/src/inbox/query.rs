use deskhand_domain::ports::{SearchText, TicketPosition};
use serde::Deserialize;

use super::views::View;
use crate::parts::{named_row, path_with, typed_search};

/// The query of the page. What is not right is left out: the page shows what it took.
#[derive(Default, Deserialize)]
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

    /// What a form says of the list that it was sent from.
    pub(super) fn take(&mut self, name: &str, value: String) {
        match name {
            "view" => self.view = value,
            "q" => self.q = value,
            "after" => self.after = value,
            _ => {}
        }
    }

    /// What the query says, by name; what is empty says nothing.
    pub(super) fn fields(&self) -> [(&'static str, &str); 3] {
        [("view", &self.view), ("q", self.words()), ("after", &self.after)]
    }

    /// The path of the page with this query.
    pub(super) fn address(&self) -> String {
        path_with("/inbox", self.fields())
    }
}

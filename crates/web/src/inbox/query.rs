use actix_web::web;
use deskhand_domain::Invalid;
use deskhand_domain::ports::{SearchText, TicketFilter, TicketPosition};
use deskhand_domain::saved_views::ViewQuery;
use deskhand_domain::use_cases::ListTickets;
use serde::Deserialize;

use super::views::View;
use crate::parts::{named_row, path_with, typed_search};

/// How many characters of the words are searched for.
const WORDS: usize = 200;

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

    /// The first page of a list.
    pub(super) fn of_list(view: &str, q: &str) -> Self {
        Self { view: view.to_owned(), q: q.to_owned(), after: String::new() }
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

    /// The tickets of this query, without the page of the list.
    pub(super) fn command(&self) -> ListTickets {
        let view = self.view();
        let filter = TicketFilter { q: self.search(), ..view.filter() };
        ListTickets { filter, assignee: view.assignee(), sort: Some(view.sort()), ..ListTickets::default() }
    }

    /// What a saved view keeps of it: all that is right of it, but the page of the list.
    ///
    /// # Errors
    /// None that a query leads to: the words are cut where a search cuts them.
    pub(super) fn to_saved(&self) -> Result<ViewQuery, Invalid> {
        let words: String = self.words().chars().take(WORDS).collect();
        let query = path_with("", [("view", self.view().as_str()), ("q", &words)]);
        ViewQuery::parse(query.trim_start_matches('?'))
    }

    /// The query that a saved view keeps.
    pub(super) fn of_saved(query: &ViewQuery) -> Self {
        web::Query::from_query(query.as_str()).map(web::Query::into_inner).unwrap_or_default()
    }

    /// The path of the page with this query.
    pub(super) fn address(&self) -> String {
        path_with("/inbox", self.fields())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn query(text: &str) -> InboxQuery {
        web::Query::<InboxQuery>::from_query(text).unwrap().into_inner()
    }

    #[test]
    fn a_saved_query_finds_the_tickets_of_the_one_that_was_typed() {
        for (typed, saved) in [
            ("", "view=mine"),
            ("view=open", "view=open"),
            ("view=gone&after=7_x", "view=mine"),
            ("q=+a%26b+%C3%BC+", "view=all&q=a%26b+%C3%BC"),
            ("view=unassigned&q=%3Cb%3E&after=1", "view=unassigned&q=%3Cb%3E"),
        ] {
            let kept = query(typed).to_saved().unwrap();
            assert_eq!(kept.as_str(), saved, "{typed}");
            let read = InboxQuery::of_saved(&kept);
            assert_eq!((read.view(), read.words()), (query(typed).view(), query(typed).words()), "{typed}");
            assert_eq!(read.to_saved().unwrap(), kept);
        }
    }

    #[test]
    fn words_of_any_length_can_be_saved() {
        let typed = InboxQuery { q: "\u{1F5A8}".repeat(900), ..InboxQuery::default() };
        assert_eq!(InboxQuery::of_saved(&typed.to_saved().unwrap()).words().chars().count(), 200);
    }
}

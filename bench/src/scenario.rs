//! The operations that are measured.

use crate::load::Request;
use crate::scene::{RARE_WORD, Scene};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scenario {
    Ticket,
    Conversation,
    List,
    FilteredList,
    DeepList,
    Search,
    Open,
}

impl Scenario {
    /// All that change nothing.
    pub(crate) const READING: [Self; 6] =
        [Self::Ticket, Self::Conversation, Self::List, Self::FilteredList, Self::DeepList, Self::Search];

    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Ticket => "one ticket",
            Self::Conversation => "a conversation",
            Self::List => "list",
            Self::FilteredList => "list, filtered",
            Self::DeepList => "list, deep page",
            Self::Search => "search",
            Self::Open => "open a ticket",
        }
    }

    /// The least share of the base's throughput with so many connections, where there is a bar.
    pub(crate) const fn least(self, connections: usize) -> Option<f64> {
        match (self, connections) {
            (Self::Open, 64) => Some(0.8),
            (Self::Open, _) => None,
            _ => Some(0.85),
        }
    }

    pub(crate) fn request(self, scene: &Scene) -> Request {
        let numbers = any_number(scene.tickets);
        let ticket = |rest: &str| Request::any_of(format!("/api/v1/tickets/{numbers}{rest}"), &scene.admin);
        let list = |query: &str| Request::get(format!("/api/v1/tickets?limit=20{query}"), &scene.admin);
        match self {
            Self::Ticket => ticket(""),
            Self::Conversation => ticket("/messages"),
            Self::List => list(""),
            Self::FilteredList => list("&status=open&priority=high&awaiting=staff"),
            Self::DeepList => list(&format!("&cursor={}", scene.deep_cursor)),
            Self::Search => list(&format!("&q={RARE_WORD}")),
            Self::Open => Request::post("/api/v1/tickets", &scene.customer, NEW_TICKET.to_owned()),
        }
    }
}

const NEW_TICKET: &str = r#"{"title": "Label printer prints blank pages", "priority": "high",
"description": "All labels come out blank since this morning. We restarted it twice, without success."}"#;

/// A pattern for the ticket numbers with as many digits as the largest number below a power of ten: nine of ten tickets,
/// each as likely as the others.
pub(crate) fn any_number(tickets: u32) -> String {
    let digits = tickets.saturating_sub(1).max(1).ilog10();
    format!("[1-9][0-9]{{{digits}}}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_digits_of_the_largest() {
        assert_eq!(any_number(1_000), "[1-9][0-9]{2}");
    }
}

//! What this client reads of the API's answers.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::terminal::{Line, Text};

/// A part of a list.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct Page {
    pub(crate) data: Vec<Value>,
    pub(crate) page: PageEnd,
}

impl Page {
    /// The cursor of the next part, if there is one. A list that does not go on is none of a desk: it would be read for ever.
    pub(crate) fn next_after(&self, cursor: Option<&str>) -> anyhow::Result<Option<String>> {
        let next = &self.page.next_cursor;
        if next.is_some() && (self.data.is_empty() || next.as_deref() == cursor) {
            anyhow::bail!("a list does not go on: is this the address of a desk?");
        }
        Ok(next.clone())
    }
}

#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct PageEnd {
    pub(crate) next_cursor: Option<String>,
    #[serde(flatten)]
    others: Map<String, Value>,
}

/// A ticket with its messages.
#[derive(Debug, Deserialize, Serialize)]
pub(crate) struct WholeTicket {
    pub(crate) messages: Page,
    #[serde(flatten)]
    pub(crate) ticket: Map<String, Value>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Person {
    pub(crate) username: Line,
    pub(crate) name: Line,
}

impl fmt::Display for Person {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.name, self.username)
    }
}

#[derive(Debug, Deserialize)]
pub(crate) struct Ticket {
    pub(crate) number: u64,
    pub(crate) title: Line,
    pub(crate) status: Line,
    pub(crate) priority: Line,
    pub(crate) awaiting: Option<Line>,
    pub(crate) reporter: Person,
    pub(crate) assignee: Option<Person>,
    pub(crate) created_at: Moment,
    pub(crate) updated_at: Moment,
}

impl Ticket {
    /// Its status, and who has to answer.
    pub(crate) fn status_words(&self) -> String {
        match &self.awaiting {
            Some(awaiting) => format!("{}, the {awaiting} answers next", self.status),
            None => self.status.to_string(),
        }
    }
}

#[derive(Debug, Deserialize)]
pub(crate) struct Message {
    pub(crate) kind: Line,
    pub(crate) author: Person,
    pub(crate) body: Text,
    pub(crate) created_at: Moment,
    #[serde(default)]
    pub(crate) attachments: Vec<Attachment>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Attachment {
    pub(crate) name: Line,
    pub(crate) size: u64,
}

#[derive(Debug, Deserialize)]
pub(crate) struct Event {
    pub(crate) at: Moment,
    pub(crate) by: Option<Person>,
    pub(crate) kind: Line,
    #[serde(default)]
    pub(crate) before: Value,
    #[serde(default)]
    pub(crate) after: Value,
    pub(crate) ticket: Option<EventTicket>,
    pub(crate) person: Option<Person>,
}

#[derive(Debug, Deserialize)]
pub(crate) struct EventTicket {
    pub(crate) number: Option<u64>,
    pub(crate) title: Option<Line>,
}

/// A time as the API writes it: RFC 3339 in UTC with milliseconds.
#[derive(Debug, Deserialize)]
pub(crate) struct Moment(Line);

impl Moment {
    /// To the minute.
    pub(crate) fn minute(&self) -> String {
        self.first(16)
    }

    /// To the second.
    pub(crate) fn second(&self) -> String {
        self.first(19)
    }

    fn first(&self, length: usize) -> String {
        let text = self.0.as_str();
        text.get(..length).unwrap_or(text).replacen('T', " ", 1)
    }
}

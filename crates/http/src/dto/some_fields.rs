use deskhand_domain::Invalid;
use serde::Serialize;
use serde_json::{Map, Value};

use super::TicketJson;
use super::words::{PARTS, TICKET_FIELDS};

/// The fields of tickets that the client wants; `None` for all.
pub(crate) type WantedFields = Option<Vec<&'static str>>;

/// A ticket with the fields that the client wants, and with what it embeds.
#[derive(Serialize)]
#[serde(untagged)]
pub(crate) enum SomeFields {
    All(Box<TicketJson>),
    Some(Map<String, Value>),
}

impl SomeFields {
    /// The wanted fields of a ticket. Those that only single tickets have are absent in a list.
    pub(crate) fn of(ticket: TicketJson, wanted: &WantedFields) -> Self {
        let Some(wanted) = wanted else { return Self::All(Box::new(ticket)) };
        match serde_json::to_value(&ticket) {
            Ok(Value::Object(mut fields)) => {
                fields.retain(|name, _| wanted.contains(&&**name) || PARTS.contains(&&**name));
                Self::Some(fields)
            }
            _ => Self::All(Box::new(ticket)),
        }
    }
}

/// The name of a field of tickets.
pub(crate) fn ticket_field(name: &str) -> Result<&'static str, Invalid> {
    let known = TICKET_FIELDS.iter().find(|known| **known == name);
    known.copied().ok_or(Invalid::Format("names of fields of a ticket"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::openapi::openapi;

    #[test]
    fn every_field_of_a_ticket_can_be_wanted_or_embedded() {
        let document = openapi();
        let fields = document["components"]["schemas"]["Ticket"]["properties"].as_object().unwrap();
        let documented: BTreeSet<_> = fields.keys().map(String::as_str).collect();
        assert_eq!(documented, TICKET_FIELDS.into_iter().chain(PARTS).collect());
    }
}

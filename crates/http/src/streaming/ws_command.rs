//! The commands that a client sends over its WebSocket: the same changes as over HTTP, by the same use cases, with the same problems.

use deskhand_domain::Invalid;
use deskhand_domain::people::Actor;
use deskhand_domain::ports::TicketKey;
use deskhand_domain::ticket::{Priority, TicketStatus};
use deskhand_domain::use_cases::{Caller, Error, TicketDetail, UpdateTicket, UseCases};
use deskhand_http_core::AppState;
use deskhand_http_core::problem::{Fields, Problem};
use deskhand_http_core::routing::RouteIndex;
use serde::Deserialize;
use serde_json::Value;
use validator::Validate;

use crate::extract::{RequestBody, named_ticket, read_json};

/// A change to a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Command {
    ticket: TicketKey,
    verb: Verb,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verb {
    Take,
    SetStatus(TicketStatus),
    SetPriority(Priority),
}

/// A command in JSON.
#[derive(Deserialize, Validate)]
#[serde(deny_unknown_fields)]
struct CommandBody {
    #[expect(dead_code, reason = "a known field that is not refused; `id_of` reads it, whatever else is wrong")]
    id: Option<Value>,
    #[validate(required)]
    command: Option<String>,
    #[validate(required)]
    ticket: Option<Value>,
    status: Option<String>,
    priority: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Word {
    Take,
    SetStatus,
    SetPriority,
}

impl RequestBody for CommandBody {
    type Command = Command;

    fn into_command(self, fields: &mut Fields) -> Option<Command> {
        let word = fields.text("command", self.command, word)?;
        let ticket = fields.value("ticket", self.ticket, ticket);
        for (name, value, wanted) in
            [("status", &self.status, Word::SetStatus), ("priority", &self.priority, Word::SetPriority)]
        {
            match (value, word == wanted) {
                (None, true) => fields.refuse(name, "required", "is required"),
                (Some(_), false) => fields.refuse(name, "unknown", "does not belong to this command"),
                _ => {}
            }
        }
        let verb = match word {
            Word::Take => Some(Verb::Take),
            Word::SetStatus => fields.text("status", self.status, str::parse).map(Verb::SetStatus),
            Word::SetPriority => fields.text("priority", self.priority, str::parse).map(Verb::SetPriority),
        };
        Some(Command { ticket: ticket?, verb: verb? })
    }
}

fn word(text: &str) -> Result<Word, Invalid> {
    match text {
        "take" => Ok(Word::Take),
        "set_status" => Ok(Word::SetStatus),
        "set_priority" => Ok(Word::SetPriority),
        _ => Err(Invalid::Format("one of take, set_status, set_priority")),
    }
}

fn ticket(value: Value) -> Result<TicketKey, Invalid> {
    match value {
        Value::String(text) => named_ticket(&text),
        Value::Number(number) => named_ticket(&number.to_string()),
        _ => Err(Invalid::Format("a ticket number such as 42, or an id")),
    }
}

/// The most characters of an id that a client gives to a command.
const LONGEST_ID: usize = 100;

/// The id that the client gave to its command, to be repeated in the answer; `null` where none can be read.
pub(super) fn id_of(text: &str) -> Value {
    let whole: Option<Value> = serde_json::from_str(text).ok();
    match whole.as_ref().and_then(|command| command.get("id")) {
        Some(Value::String(id)) if id.chars().count() <= LONGEST_ID => Value::String(id.clone()),
        Some(Value::Number(id)) => Value::Number(id.clone()),
        _ => Value::Null,
    }
}

pub(super) fn read(text: &str) -> Result<Command, Problem> {
    read_json::<CommandBody>(text.as_bytes())
}

impl Command {
    /// Under the rule of the same change by HTTP: an API key that only reads takes no ticket.
    pub(super) async fn carry_out(
        self,
        state: &AppState,
        routes: &RouteIndex,
        caller: Caller,
    ) -> Result<TicketDetail, Error> {
        let (method, path) = match self.verb {
            Verb::Take => ("POST", "/api/v1/tickets/{ticket}/take"),
            Verb::SetStatus(_) | Verb::SetPriority(_) => ("PATCH", "/api/v1/tickets/{ticket}"),
        };
        caller.may_use(routes.required_scope(method, path))?;
        state
            .change(caller.origin.clone(), async move |use_cases| self.carried_out_by(&use_cases, &caller.actor).await)
            .await
    }

    async fn carried_out_by(self, use_cases: &UseCases, actor: &Actor) -> Result<TicketDetail, Error> {
        let change = match self.verb {
            Verb::Take => return use_cases.tickets().take(actor, self.ticket).await,
            Verb::SetStatus(status) => UpdateTicket { status: Some(status), ..UpdateTicket::default() },
            Verb::SetPriority(priority) => UpdateTicket { priority: Some(priority), ..UpdateTicket::default() },
        };
        use_cases.tickets().update(actor, self.ticket, change).await
    }
}

#[cfg(test)]
mod tests;

//! One change for the tickets that were chosen in the list.

use actix_web::http::StatusCode;
use actix_web::web;
use askama::Template;
use deskhand_domain::ports::TicketKey;
use deskhand_domain::use_cases::{BasedOn, ChangeMany, Error, ManyResult};
use deskhand_http_core::{AppState, named_ticket};
use serde::Deserialize;

use super::choice::Choice;
use super::query::InboxQuery;
use crate::door::{Form, Page, Shell, Visitor, bad_form, refused, shown_once};

/// The tickets, the change, and the list from which they were chosen. The field of the checkboxes comes as often as they are ticked.
#[derive(Default, Deserialize)]
#[serde(from = "Vec<(String, String)>")]
pub(crate) struct BulkForm {
    tickets: Vec<String>,
    change: String,
    list: InboxQuery,
}

impl From<Vec<(String, String)>> for BulkForm {
    fn from(fields: Vec<(String, String)>) -> Self {
        let mut form = Self::default();
        for (name, value) in fields {
            match name.as_str() {
                "ticket" => form.tickets.push(value),
                "change" => form.change = value,
                name => form.list.take(name, value),
            }
        }
        form
    }
}

#[derive(Template)]
#[template(path = "inbox/bulk.html")]
struct BulkPage {
    shell: Shell,
    /// What was chosen to be done.
    change: Option<String>,
    done: Vec<Line>,
    refused: Vec<Line>,
    /// Why nothing was tried.
    notice: Option<String>,
    back: String,
}

/// What became of one ticket.
struct Line {
    number: String,
    /// Empty where the person may not see the ticket, or not any more.
    title: String,
    why: Option<String>,
}

/// Changes each ticket, and lists what was done and what was refused.
pub(crate) async fn change_many(
    state: web::Data<AppState>,
    Visitor { caller, shell }: Visitor,
    Form(form): Form<BulkForm>,
) -> Page {
    let tickets: Option<Vec<_>> = form.tickets.iter().map(|chosen| ticket_of(chosen)).collect();
    let tickets = tickets.ok_or_else(bad_form)?;
    let choice = (!form.change.is_empty()).then(|| Choice::parse(&form.change).ok_or_else(bad_form)).transpose()?;
    let mut answer = BulkPage {
        change: choice.as_ref().map(|choice| choice.words(&shell)),
        done: Vec::new(),
        refused: Vec::new(),
        notice: None,
        back: form.list.address(),
        shell,
    };
    let Some(choice) = choice.filter(|_| !tickets.is_empty()) else {
        let missing = if tickets.is_empty() { "bulk-no-ticket" } else { "bulk-no-change" };
        answer.notice = Some(answer.shell.say(missing));
        return shown_once(StatusCode::UNPROCESSABLE_ENTITY, &answer);
    };
    let command = ChangeMany { tickets, change: choice.into_change() };
    let (actor, origin) = (caller.actor, caller.origin.clone());
    match state.change(origin, async move |desk| desk.tickets().change_many(&actor, command).await).await {
        Ok(results) => {
            let lines = results.into_iter().map(|result| line(result, &answer.shell));
            (answer.done, answer.refused) = lines.partition(|line| line.why.is_none());
            shown_once(StatusCode::OK, &answer)
        }
        Err(error) => {
            answer.notice = Some(refused(error, &answer.shell)?);
            shown_once(StatusCode::UNPROCESSABLE_ENTITY, &answer)
        }
    }
}

impl BulkPage {
    fn parts(&self) -> [(&'static str, &[Line], &'static str); 2] {
        [("done", &self.done, "bulk-done"), ("refused", &self.refused, "bulk-refused")]
    }
}

/// The ticket that a checkbox names, and the version that its row showed: `42:7`. Without one, the change is made in any case.
fn ticket_of(chosen: &str) -> Option<(TicketKey, BasedOn)> {
    let (number, based_on) = match chosen.split_once(':') {
        Some((number, version)) => (number, BasedOn::OneOf(vec![version.parse().ok()?])),
        None => (chosen, BasedOn::Any),
    };
    Some((named_ticket(number).ok()?, based_on))
}

fn line(ManyResult { key, ticket, done }: ManyResult, shell: &Shell) -> Line {
    let why = match done {
        Some(Ok(())) => None,
        Some(Err(Error::NotFound)) => Some(shell.say("bulk-not-there")),
        Some(Err(error)) => Some(refused(error, shell).unwrap_or_else(|problem| {
            tracing::error!(ticket = ?key, "A change of several tickets failed: {problem}");
            shell.say("bulk-failed")
        })),
        None => Some(shell.say("bulk-not-tried")),
    };
    let number = match (&ticket, key) {
        (Some(ticket), _) => ticket.number.to_string(),
        (None, TicketKey::Number(number)) => number.to_string(),
        (None, TicketKey::Id(id)) => id.to_string(),
    };
    Line { number, title: ticket.map(|ticket| ticket.title.to_string()).unwrap_or_default(), why }
}

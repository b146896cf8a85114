use clap::Args;
use clap::builder::PossibleValuesParser;
use deskhand_domain::ticket::Priority;
use serde::{Deserialize as _, Serialize};

use super::input;
use crate::desk::Desk;
use crate::output::{Output, print_either};
use crate::request::ApiRequest;
use crate::wire::Ticket;

/// A new ticket.
#[derive(Debug, Args)]
pub struct OpenArgs {
    /// Its title
    title: String,
    /// What it is about [default: standard input]
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    description: Option<String>,
    /// How urgent it is [default: as the desk has it]
    #[arg(long, value_parser = PossibleValuesParser::new(Priority::ALL.iter().map(|priority| priority.as_str())))]
    priority: Option<String>,
}

#[derive(Serialize)]
struct NewTicket<'a> {
    title: &'a str,
    description: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    priority: Option<&'a str>,
}

pub(super) async fn run(desk: &Desk, arguments: &OpenArgs, output: Output) -> anyhow::Result<()> {
    let description = input::text(arguments.description.as_deref(), "description")?;
    let new = NewTicket { title: &arguments.title, description: &description, priority: arguments.priority.as_deref() };
    let opened = desk.send(&ApiRequest::post("/tickets", &new)).await?;
    let ticket = Ticket::deserialize(&opened)?;
    let assigned = match &ticket.assignee {
        Some(person) => format!("it is assigned to {person}"),
        None => "it waits for an engineer".to_owned(),
    };
    print_either(output, &opened, &format!("Opened #{}; {assigned}.", ticket.number))?;
    Ok(())
}

use clap::Args;
use serde_json::Value;
use url::form_urlencoded::Serializer;

use crate::desk::{Desk, read};
use crate::output::{Output, print};
use crate::ticket_name::ticket_name;
use crate::wire::{Message, Page, Ticket, WholeTicket};

/// Which ticket.
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// Its number or id
    #[arg(value_parser = ticket_name)]
    pub(super) ticket: String,
}

pub(super) async fn run(desk: &Desk, arguments: &ShowArgs, output: Output) -> anyhow::Result<()> {
    let mut whole: WholeTicket = desk.get(format!("/tickets/{}?include=messages", arguments.ticket)).await?;
    // It comes with its first messages only.
    while let Some(cursor) = &whole.messages.page.next_cursor {
        let query = Serializer::new(String::new()).append_pair("limit", "100").append_pair("cursor", cursor).finish();
        let later: Page = desk.get(format!("/tickets/{}/messages?{query}", arguments.ticket)).await?;
        later.next_after(Some(cursor))?;
        whole.messages.data.extend(later.data);
        whole.messages.page = later.page;
    }
    if output == Output::Json {
        return Ok(print(&serde_json::to_string_pretty(&whole)?)?);
    }
    print_ticket(&read(Value::Object(whole.ticket))?)?;
    for message in whole.messages.data {
        print_message(&read(message)?)?;
    }
    Ok(())
}

fn print_ticket(ticket: &Ticket) -> std::io::Result<()> {
    let assignee = ticket.assignee.as_ref().map_or_else(|| "-".to_owned(), ToString::to_string);
    print(&format!("#{} {}", ticket.number, ticket.title))?;
    for (name, value) in [
        ("status", ticket.status_words()),
        ("priority", ticket.priority.to_string()),
        ("reporter", ticket.reporter.to_string()),
        ("assignee", assignee),
        ("opened", ticket.created_at.minute()),
        ("updated", ticket.updated_at.minute()),
    ] {
        print(&format!("{name:<9} {value}"))?;
    }
    Ok(())
}

fn print_message(message: &Message) -> std::io::Result<()> {
    print(&format!("\n{} by {}, {}", message.kind, message.author, message.created_at.minute()))?;
    for line in message.body.as_str().lines() {
        print(format!("    {line}").trim_end())?;
    }
    for file in &message.attachments {
        print(&format!("    file: {} ({} bytes)", file.name, file.size))?;
    }
    Ok(())
}

use clap::Args;
use serde::Serialize;
use serde_json::Value;

use super::input;
use crate::desk::Desk;
use crate::output::{Output, print_either};
use crate::request::ApiRequest;
use crate::ticket_name::ticket_name;

/// A new message.
#[derive(Debug, Args)]
pub struct ReplyArgs {
    /// The number or id of the ticket
    #[arg(value_parser = ticket_name)]
    pub(super) ticket: String,
    /// What it says [default: standard input]
    #[arg(long, short, value_name = "TEXT", allow_hyphen_values = true)]
    message: Option<String>,
    /// Write a note, which only staff can read
    #[arg(long)]
    note: bool,
}

pub(super) async fn run(desk: &Desk, arguments: &ReplyArgs, output: Output) -> anyhow::Result<()> {
    let body = input::text(arguments.message.as_deref(), "message")?;
    let written = send(desk, &arguments.ticket, &body, arguments.note).await?;
    let kind = if arguments.note { "a note, which only staff can read" } else { "a message" };
    print_either(output, &written, &format!("Wrote {kind}, on ticket {}.", arguments.ticket))?;
    Ok(())
}

#[derive(Serialize)]
struct NewMessage<'a> {
    body: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'a str>,
}

pub(super) async fn send(desk: &Desk, ticket: &str, body: &str, is_note: bool) -> anyhow::Result<Value> {
    let message = NewMessage { body, kind: is_note.then_some("note") };
    desk.send(&ApiRequest::post(format!("/tickets/{ticket}/messages"), &message)).await
}

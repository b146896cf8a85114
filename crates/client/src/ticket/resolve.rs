use anyhow::Context as _;
use clap::Args;
use serde::Deserialize as _;
use serde_json::json;

use super::reply;
use crate::desk::Desk;
use crate::output::{Output, print_either};
use crate::problem::Refusal;
use crate::request::ApiRequest;
use crate::ticket_name::ticket_name;
use crate::wire::Ticket;

/// Which ticket.
#[derive(Debug, Args)]
pub struct ResolveArgs {
    /// Its number or id
    #[arg(value_parser = ticket_name)]
    pub(super) ticket: String,
    /// Write this message first
    #[arg(long, short, value_name = "TEXT", allow_hyphen_values = true)]
    message: Option<String>,
}

pub(super) async fn run(desk: &Desk, arguments: &ResolveArgs, output: Output) -> anyhow::Result<()> {
    let path = format!("/tickets/{}", arguments.ticket);
    let change = json!({"status": "resolved"});
    if let Some(message) = &arguments.message {
        // What would be refused leaves no message behind. That there is no answer yet is no reason: the message is one.
        match desk.send(&ApiRequest::patch(path.clone(), &change).dry_run()).await {
            Err(error) if !lacks_an_answer(&error) => return Err(error),
            _ => {}
        }
        reply::send(desk, &arguments.ticket, message, false).await?;
    }
    let resolving = desk.send(&ApiRequest::patch(path, &change)).await;
    let resolved = match &arguments.message {
        Some(_) => resolving.context("the message was written: do not write it again")?,
        None => resolving.map_err(with_a_way)?,
    };
    let ticket = Ticket::deserialize(&resolved)?;
    print_either(output, &resolved, &format!("Resolved #{} {}", ticket.number, ticket.title))?;
    Ok(())
}

fn with_a_way(error: anyhow::Error) -> anyhow::Error {
    if lacks_an_answer(&error) { error.context("--message writes one first") } else { error }
}

fn lacks_an_answer(error: &anyhow::Error) -> bool {
    error.downcast_ref::<Refusal>().is_some_and(|refusal| refusal.is("response-required"))
}

//! `deskhand ticket`.

mod input;
mod list;
mod open;
mod reply;
mod resolve;
mod show;

use anyhow::Context as _;
use clap::Subcommand;

use self::list::ListArgs;
use self::open::OpenArgs;
use self::reply::ReplyArgs;
use self::resolve::ResolveArgs;
use self::show::ShowArgs;
use crate::desk::Desk;
use crate::output::Output;

/// What can be done with tickets.
#[derive(Debug, Subcommand)]
pub enum TicketCommand {
    /// List tickets, by default the newest
    List(ListArgs),
    /// Show a ticket with all its messages
    Show(ShowArgs),
    /// Open a ticket; its description is read from standard input, unless --description has it
    Open(OpenArgs),
    /// Write a message; it is read from standard input, unless --message has it
    Reply(ReplyArgs),
    /// Resolve a ticket
    Resolve(ResolveArgs),
}

impl TicketCommand {
    /// The ticket that it is about, if there is one already.
    fn ticket(&self) -> Option<&str> {
        match self {
            Self::List(_) | Self::Open(_) => None,
            Self::Show(ShowArgs { ticket, .. })
            | Self::Reply(ReplyArgs { ticket, .. })
            | Self::Resolve(ResolveArgs { ticket, .. }) => Some(ticket),
        }
    }
}

pub(crate) async fn run(desk: &Desk, command: &TicketCommand, output: Output) -> anyhow::Result<()> {
    let done = match command {
        TicketCommand::List(arguments) => list::run(desk, arguments, output).await,
        TicketCommand::Show(arguments) => show::run(desk, arguments, output).await,
        TicketCommand::Open(arguments) => open::run(desk, arguments, output).await,
        TicketCommand::Reply(arguments) => reply::run(desk, arguments, output).await,
        TicketCommand::Resolve(arguments) => resolve::run(desk, arguments, output).await,
    };
    match command.ticket() {
        Some(ticket) => done.with_context(|| format!("ticket {ticket}")),
        None => done,
    }
}

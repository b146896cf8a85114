//! Prints the data of other systems as lines of an import.

use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::{Args, Subcommand};
use deskhand_transfer::convert::{ConvertOptions, Converted, crm_service, support_tracker, ticket_portal, tickets_go};
use deskhand_transfer::write_line;

#[derive(Debug, Args)]
pub(crate) struct ConvertCommand {
    /// Take addresses for verified, so that letters go to them: only where the other system has verified them
    #[arg(long, global = true)]
    trust_addresses: bool,
    #[command(subcommand)]
    system: System,
}

/// The systems, with the files that `mongoexport` or `pg_dump --data-only` wrote.
#[derive(Debug, Subcommand)]
enum System {
    /// The CRM service (Node, MongoDB)
    CrmService {
        /// The collection `users`
        users: PathBuf,
        /// The collection `tickets`
        tickets: PathBuf,
    },
    /// The tracker of support requests (Node, MongoDB)
    SupportTracker {
        /// The collection `users`
        users: PathBuf,
        /// The collection `tickets`
        tickets: PathBuf,
        /// The collection `replies`
        replies: PathBuf,
    },
    /// The ticket portal (Node, MongoDB)
    TicketPortal {
        /// The collection `users`
        users: PathBuf,
        /// The collection `admins`
        admins: PathBuf,
        /// The collection `tickets`
        tickets: PathBuf,
    },
    /// The tickets service in Go (PostgreSQL)
    TicketsGo {
        /// The dump
        dump: PathBuf,
    },
}

pub(crate) fn print(command: &ConvertCommand) -> anyhow::Result<ExitCode> {
    let Converted { records, remarks } = converted(command)?;
    for remark in remarks {
        eprintln!("{remark}");
    }
    let mut lines = Vec::new();
    for record in &records {
        write_line(record, &mut lines)?;
    }
    let mut out = BufWriter::new(std::io::stdout().lock());
    out.write_all(&lines).and_then(|()| out.flush()).context("the lines can't be written")?;
    Ok(ExitCode::SUCCESS)
}

fn converted(command: &ConvertCommand) -> anyhow::Result<Converted> {
    let options = ConvertOptions { trust_addresses: command.trust_addresses };
    Ok(match &command.system {
        System::CrmService { users, tickets } => crm_service(&read(users)?, &read(tickets)?, options)?,
        System::SupportTracker { users, tickets, replies } => {
            support_tracker(&read(users)?, &read(tickets)?, &read(replies)?, options)?
        }
        System::TicketPortal { users, admins, tickets } => {
            ticket_portal(&read(users)?, &read(admins)?, &read(tickets)?, options)?
        }
        System::TicketsGo { dump } => tickets_go(&read(dump)?, options)?,
    })
}

fn read(file: &Path) -> anyhow::Result<String> {
    fs::read_to_string(file).with_context(|| format!("{} can't be read", file.display()))
}

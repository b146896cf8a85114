use std::path::Path;

use clap::Subcommand;

use crate::desk::Desk;
use crate::output::Output;
use crate::settings::ClientSettings;
use crate::ticket::{self, TicketCommand};
use crate::watch::{self, WatchArgs};

/// What can be done with a running desk.
#[derive(Debug, Subcommand)]
pub enum ClientCommand {
    /// List, show, open and answer the tickets of a running desk
    ///
    /// The address of the desk and the API key are DESKHAND_URL and DESKHAND_API_KEY in the environment, or `url` and `api_key` in
    /// ~/.config/deskhand/client.toml or the file of `--config`. Times are in UTC.
    Ticket {
        /// How results are printed
        #[arg(long, global = true, value_enum, default_value_t)]
        output: Output,
        #[command(subcommand)]
        command: TicketCommand,
    },
    /// Print what happens on a running desk, as it happens, until it is stopped
    ///
    /// A connection that breaks is made again, and continues after the last event that was printed. The desk and the API key are read as
    /// by `deskhand ticket`.
    Watch(WatchArgs),
}

/// Carries a command out. `config` is the file with the address of the desk and the key, if it is not the usual one.
///
/// # Errors
/// Where the settings are wrong, the desk is not reached, or it refuses; the message says what to do. An [`std::io::Error`] where standard output can't be
/// written.
pub async fn run(command: &ClientCommand, config: Option<&Path>) -> anyhow::Result<()> {
    let desk = Desk::new(&ClientSettings::load(config)?)?;
    match command {
        ClientCommand::Ticket { output, command } => ticket::run(&desk, command, *output).await,
        ClientCommand::Watch(arguments) => watch::run(&desk, arguments).await,
    }
}

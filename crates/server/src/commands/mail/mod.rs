//! Mail that comes in: takes one in, says what becomes of one, and decides what is held.

mod decide;
mod deliver;
mod explain;
mod input;
mod list;
mod output;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Subcommand;
use deskhand_domain::IncomingMailId;
use deskhand_domain::people::EmailAddress;

pub(crate) use self::input::open;
use crate::settings::Settings;
use crate::wiring::Components;

#[derive(Debug, Subcommand)]
pub(crate) enum MailCommand {
    /// Take in the mail on standard input, for a mail server; works while the service is down
    ///
    /// Exits with 0 when the mail is stored for good, 75 where it must be brought again, 65 where nothing came, 67 where no recipient is
    /// of this desk, 69 where it is too large or the desk takes no mail.
    Deliver {
        /// An address to which it was delivered; may be given several times
        #[arg(long, value_name = "ADDRESS", value_parser = address)]
        rcpt: Vec<EmailAddress>,
        /// The sender of its envelope; empty for a report
        #[arg(long, value_name = "ADDRESS")]
        mail_from: Option<String>,
    },
    /// Say what would become of a mail, and why; changes nothing
    Explain {
        /// The mail as it came, such as a saved .eml file; `-` reads it from standard input
        file: PathBuf,
        /// An address to which it was delivered; may be given several times
        #[arg(long, value_name = "ADDRESS", value_parser = address)]
        rcpt: Vec<EmailAddress>,
    },
    /// List mails that came in, newest first
    List {
        /// Only those in this state: waiting, held, settled or quarantined
        #[arg(long, value_parser = clap::builder::PossibleValuesParser::new(deskhand_domain::incoming::TakenState::WORDS))]
        state: Option<String>,
        /// How many
        #[arg(long, default_value_t = 20, value_parser = clap::value_parser!(u32).range(1..=100))]
        limit: u32,
    },
    /// Show a mail that came in, and what became of it
    Show {
        /// Its id
        id: IncomingMailId,
    },
    /// Write a mail to standard output as it came
    Raw {
        /// Its id
        id: IncomingMailId,
    },
    /// Have a mail tried again that is held or in quarantine
    Retry {
        /// Its id
        id: IncomingMailId,
    },
    /// Take a held mail in as a message of its ticket, in the name of its sender
    Take {
        /// Its id
        id: IncomingMailId,
    },
    /// Open a ticket with a held mail, in the name of its sender
    Open {
        /// Its id
        id: IncomingMailId,
        /// In the name of the person with this address instead
        #[arg(long, value_name = "ADDRESS", value_parser = address)]
        sender: Option<EmailAddress>,
    },
    /// Reject a held mail: nothing comes of it
    Reject {
        /// Its id
        id: IncomingMailId,
    },
}

fn address(text: &str) -> Result<EmailAddress, String> {
    EmailAddress::parse(text).map_err(|reason| reason.to_string())
}

pub(crate) async fn run(settings: &Settings, command: &MailCommand) -> anyhow::Result<ExitCode> {
    if let MailCommand::Deliver { rcpt, mail_from } = command {
        return Ok(deliver::run(settings, rcpt, mail_from.as_deref()).await);
    }
    let components = open(settings).await?;
    let done = carry_out(settings, &components, command).await;
    components.database.close().await?;
    done.map(|()| ExitCode::SUCCESS)
}

async fn carry_out(settings: &Settings, components: &Components, command: &MailCommand) -> anyhow::Result<()> {
    let desk = &components.desk;
    match command {
        // It has exit codes of its own.
        MailCommand::Deliver { .. } => Ok(()),
        MailCommand::Explain { file, rcpt } => explain::run(settings, desk, file, rcpt).await,
        MailCommand::List { state, limit } => list::list(desk, state.as_deref(), *limit).await,
        MailCommand::Show { id } => list::show(desk, *id).await,
        MailCommand::Raw { id } => list::raw(desk, *id).await,
        MailCommand::Retry { id } => decide::retry(desk, *id).await,
        MailCommand::Take { id } => decide::take(desk, *id).await,
        MailCommand::Open { id, sender } => decide::open(desk, *id, sender.clone()).await,
        MailCommand::Reject { id } => decide::reject(desk, *id).await,
    }
}

//! Looks at mail that comes in.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context as _;
use clap::Subcommand;
use deskhand_domain::incoming::{IncomingFile, IncomingMail, Readability, Verdict};
use deskhand_domain::people::EmailAddress;

use deskhand_domain::use_cases::ExplainedMail;
use deskhand_mime::MimeReader;

use crate::overrides::Overrides;
use crate::settings::Settings;
use crate::start::desk::open_existing_desk;
use crate::wiring;

#[derive(Debug, Subcommand)]
pub(crate) enum MailCommand {
    /// Say what would become of a mail, and why; changes nothing
    Explain {
        /// The mail as it came, such as a saved .eml file; `-` reads it from standard input
        file: PathBuf,
        /// An address to which it was delivered; may be given several times
        #[arg(long, value_name = "ADDRESS", value_parser = address)]
        rcpt: Vec<EmailAddress>,
    },
}

fn address(text: &str) -> Result<EmailAddress, String> {
    EmailAddress::parse(text).map_err(|reason| reason.to_string())
}

pub(crate) async fn run(settings: &Settings, command: &MailCommand) -> anyhow::Result<ExitCode> {
    let MailCommand::Explain { file, rcpt } = command;
    let raw = read(file)?;
    let desk = open_existing_desk(settings).await?;
    let components = wiring::wire(settings, desk, &Overrides::default())?;
    let mail = MimeReader::new(settings.mail.incoming.most_bytes()).read(&raw);
    let explained = components.desk.incoming_mail().explain(&mail, rcpt).await;
    components.database.close().await?;
    print(&mail, &explained.context("the desk could not be asked")?);
    Ok(ExitCode::SUCCESS)
}

fn read(file: &Path) -> anyhow::Result<Vec<u8>> {
    if file == Path::new("-") {
        let mut raw = Vec::new();
        std::io::stdin().read_to_end(&mut raw).context("standard input can't be read")?;
        return Ok(raw);
    }
    std::fs::read(file).with_context(|| format!("{} can't be read", file.display()))
}

fn print(mail: &IncomingMail, explained: &ExplainedMail) {
    let line = |name: &str, value: &str| println!("{name:<12} {value}");
    let ticket = explained.ticket.map_or_else(|| "none".to_owned(), |number| format!("#{number}"));
    line("verdict", &verdict(explained));
    line("kind", explained.kind.as_str());
    line("sender", explained.sender.as_ref().map_or("not exactly one address", EmailAddress::as_str));
    line("standing", &format!("{:?}, {:?} of the ticket", explained.standing, explained.part));
    line("ticket", &format!("{ticket}, by {:?}", explained.recognition));
    line("proof", &format!("{:?}", explained.proof));
    line("title", &explained.title);
    if let Readability::Unparsed(reason) = mail.readability {
        line("unread", reason.as_str());
    }
    mail.remarks.iter().for_each(|remark| line("remark", remark.sentence()));
    mail.files.iter().for_each(|file| line("file", &described(file)));
    println!("\n{}", explained.kept);
    if !explained.elided.is_empty() {
        println!("\n--- kept with the message, and not shown ---\n{}", explained.elided);
    }
}

fn verdict(explained: &ExplainedMail) -> String {
    match explained.verdict {
        Verdict::Drop => "dropped: it is our own".to_owned(),
        Verdict::Bounce => "a report about a letter of ours".to_owned(),
        Verdict::Record => "noted for staff; answered by nothing".to_owned(),
        Verdict::Post(kind) => format!("a {kind} on the ticket"),
        Verdict::Open { with_receipt: true } => "a new ticket".to_owned(),
        Verdict::Open { with_receipt: false } => "a new ticket, without a receipt".to_owned(),
        Verdict::Hold(because) => format!("held: {because}"),
    }
}

fn described(file: &IncomingFile) -> String {
    format!("{} ({}, {} bytes)", file.name, file.media_type, file.bytes.len())
}

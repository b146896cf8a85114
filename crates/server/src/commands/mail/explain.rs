//! Says what would become of a mail.

use std::path::Path;

use anyhow::Context as _;
use deskhand_domain::incoming::{IncomingMail, Readability, Verdict};
use deskhand_domain::people::EmailAddress;
use deskhand_domain::use_cases::{ExplainedMail, UseCases};
use deskhand_mime::MimeReader;

use super::input::read;
use super::output::{file_words, line};
use crate::settings::Settings;

pub(super) async fn run(
    settings: &Settings,
    desk: &UseCases,
    file: &Path,
    recipients: &[EmailAddress],
) -> anyhow::Result<()> {
    let raw = read(file)?;
    let mail = MimeReader::new(settings.mail.incoming.most_bytes()).read(&raw);
    let explained = desk.incoming_mail().explain(&mail, recipients).await;
    print(&mail, &explained.context("the desk could not be asked")?);
    Ok(())
}

fn print(mail: &IncomingMail, explained: &ExplainedMail) {
    let ticket = explained.ticket.map_or_else(|| "none".to_owned(), |number| format!("#{number}"));
    line("verdict", &verdict(explained));
    line("kind", explained.kind.as_str());
    line("sender", explained.sender.as_ref().map_or("not exactly one address", EmailAddress::as_str));
    if let Some(original) = &explained.original_sender {
        line("forwarded", &format!("first written by {original}"));
    }
    line("standing", &format!("{:?}, {:?} of the ticket", explained.standing, explained.part));
    line("ticket", &format!("{ticket}, by {:?}", explained.recognition));
    line("proof", &format!("{:?}", explained.proof));
    line("title", &explained.title);
    if let Readability::Unparsed(reason) = mail.readability {
        line("unread", reason.as_str());
    }
    mail.remarks.iter().for_each(|remark| line("remark", remark.sentence()));
    mail.files.iter().for_each(|file| line("file", &file_words(file)));
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

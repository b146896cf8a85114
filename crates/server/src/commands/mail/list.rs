use std::io::Write as _;

use anyhow::Context as _;
use deskhand_domain::IncomingMailId;
use deskhand_domain::incoming::TakenState;
use deskhand_domain::ports::{PageLimit, TakenMailView};
use deskhand_domain::time::format_description::well_known::Rfc3339;
use deskhand_domain::use_cases::{ListTakenMail, UseCases};

use super::output::{file_words, line};

pub(super) async fn list(desk: &UseCases, state: Option<&str>, limit: u32) -> anyhow::Result<()> {
    let states = state.map(str::to_owned).into_iter().collect();
    let limit = PageLimit::parse(i64::from(limit)).map_err(anyhow::Error::msg)?;
    let page = desk.incoming_mail().list(None, ListTakenMail { states, ticket: None, after: None, limit }).await?;
    if page.rows.is_empty() {
        println!("No mail came in.");
    }
    for view in page.rows {
        println!("{}  {}  {}", view.mail.id, became(&view), described(&view));
    }
    Ok(())
}

pub(super) async fn show(desk: &UseCases, id: IncomingMailId) -> anyhow::Result<()> {
    let detail = desk.incoming_mail().show(None, id).await.with_context(|| format!("mail {id}"))?;
    print(&detail.view);
    if let Some(read) = detail.read {
        if let Some(original) = &read.explained.original_sender {
            line("forwarded", &format!("first written by {original}"));
        }
        for file in &read.mail.files {
            line("file", &file_words(file));
        }
        println!("\n{}", read.explained.kept);
        if !read.explained.elided.is_empty() {
            println!("\n--- quoted ---\n{}", read.explained.elided);
        }
    }
    Ok(())
}

pub(super) async fn raw(desk: &UseCases, id: IncomingMailId) -> anyhow::Result<()> {
    let raw = desk.incoming_mail().raw(None, id).await.with_context(|| format!("mail {id}"))?;
    std::io::stdout().write_all(&raw).context("standard output can't be written")
}

/// The lines about a mail.
pub(super) fn print(view: &TakenMailView) {
    let mail = &view.mail;
    line("id", &mail.id.to_string());
    line("received", &format!("{} by {}", mail.received_at.format(&Rfc3339).unwrap_or_default(), mail.transport));
    line("state", &became(view));
    if let Some(reading) = &mail.reading {
        line("from", &reading.author.clone().unwrap_or_else(|| "no single address".to_owned()));
        line("subject", &reading.subject);
        line("kind", reading.kind.as_str());
    }
    if let Some(error) = &mail.error {
        line("last error", &format!("{error} (try {})", mail.attempts));
    }
}

fn became(view: &TakenMailView) -> String {
    let ticket = view.ticket.as_ref().map(|ticket| format!(" #{}", ticket.number)).unwrap_or_default();
    match view.mail.state {
        TakenState::Held(because) => format!("held: {because}{ticket}"),
        TakenState::Settled(settlement) => format!("{settlement}{ticket}"),
        state => state.as_str().to_owned(),
    }
}

fn described(view: &TakenMailView) -> String {
    match &view.mail.reading {
        Some(reading) => format!("{}: {}", reading.author.as_deref().unwrap_or("(no sender)"), reading.subject),
        None => "not read yet".to_owned(),
    }
}

//! Checks the settings and everything that they point to, and prints a line for each. It asks what a start asks, and changes
//! nothing.

mod accounts;
mod database;
mod files;
mod finding;
mod mail;
mod mail_in;
mod mail_loop;
mod network;

use std::process::ExitCode;
use std::time::Duration;

use clap::Args;
use finding::{Finding, Level};

use crate::settings::{Settings, SettingsError};

#[derive(Debug, Args)]
pub(crate) struct DoctorArgs {
    /// Also send mails to the desk itself, and see whether the running desk takes them in
    #[arg(long)]
    mail_loop: bool,
    /// How long such a mail may take, such as "30s" or "5m"
    #[arg(long, default_value = "2m", requires = "mail_loop", value_parser = humantime::parse_duration)]
    wait: Duration,
}

/// Runs all checks; fails if something is wrong.
pub(crate) async fn examine(loaded: Result<Settings, SettingsError>, args: &DoctorArgs) -> anyhow::Result<ExitCode> {
    let findings = match &loaded {
        Ok(settings) => all_findings(settings, args).await,
        Err(error) => error.0.iter().map(|problem| Finding::wrong("settings", problem)).collect(),
    };
    for Finding { level, what, text } in &findings {
        println!("{:<7} {what}: {text}", level.word());
    }
    let count = |level| findings.iter().filter(|finding| finding.level == level).count();
    let (wrong, warnings) = (count(Level::Wrong), count(Level::Warning));
    if loaded.is_err() {
        println!(
            "{wrong} problem(s) to fix; the rest is checked when the settings are right. config/default.toml explains each."
        );
    } else if wrong > 0 {
        println!("{wrong} problem(s) to fix, {warnings} warning(s).");
    } else if warnings > 0 {
        println!("deskhand can start; {warnings} warning(s).");
    } else {
        println!("Everything is in order.");
    }
    Ok(if wrong == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

async fn all_findings(settings: &Settings, args: &DoctorArgs) -> Vec<Finding> {
    let mut findings = vec![
        Finding::ok("settings", "every value can be used"),
        network::public_url(settings),
        network::port(settings),
        network::metrics(settings),
        accounts::bootstrap(settings),
        accounts::hashing(settings),
    ];
    findings.extend(network::security_txt(settings));
    findings.extend(files::written(settings));
    findings.extend(files::private(settings));
    findings.extend(files::store(settings));
    findings.extend(database::examine(settings).await);
    findings.extend(mail::examine(settings).await);
    findings.extend(mail_in::lmtp(settings).await);
    findings.extend(mail_in::mailbox(settings).await);
    if args.mail_loop {
        findings.extend(mail_loop::examine(settings, args.wait).await);
    }
    findings
}

//! Checks the settings and everything that they point to, and prints a line for each. It asks what a start asks, and changes
//! nothing.

mod accounts;
mod database;
mod files;
mod finding;
mod mail;
mod mail_in;
mod network;

use std::process::ExitCode;

use finding::{Finding, Level};

use crate::settings::{Settings, SettingsError};

/// Runs all checks; fails if something is wrong.
pub(crate) async fn examine(loaded: Result<Settings, SettingsError>) -> anyhow::Result<ExitCode> {
    let findings = match &loaded {
        Ok(settings) => all_findings(settings).await,
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

async fn all_findings(settings: &Settings) -> Vec<Finding> {
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
    findings
}

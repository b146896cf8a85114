//! A database that looks like a desk in use: people, tickets of the last weeks, conversations, in every state.

mod cast;
mod die;
mod doubles;
mod script;
mod story;

use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use deskhand_domain::policy::Workflow;
use deskhand_domain::use_cases::{Rules, UseCases};
use indicatif::{ProgressBar, ProgressStyle};
use time::Duration;

use crate::application::open_database;
use crate::bootstrap::{self, random_password};
use crate::settings::Settings;
use crate::wiring::{self, Overrides};

use die::Die;
use doubles::{DemoClock, OneHash};
use story::Story;

#[derive(Debug, Args)]
pub(crate) struct DemoSize {
    /// How many tickets
    #[arg(long, default_value_t = 200, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    tickets: u32,
    /// The same number makes the same tickets
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

/// Over how long the tickets are spread, up to now.
const SPAN: Duration = Duration::days(30);

/// Fills the database through the same use cases as everybody's requests, with a clock that runs through the last
/// month. Nobody is mailed: these people do not exist.
pub(crate) async fn fill(settings: &Settings, size: &DemoSize) -> anyhow::Result<ExitCode> {
    let database = open_database(settings).await?;
    database.migrate_up().await?;
    let parts = wiring::wire(settings, database, &Overrides::default()).await?;
    let first = bootstrap::first_superadmin(&parts.desk, &settings.bootstrap).await?;
    if let Some((name, password)) = first.and_then(|made| made.password.map(|password| (made.username, password))) {
        println!("first superadmin {name}, password {password}   (shown this once: keep it)");
    }

    let now = parts.ports.clock.now();
    let clock = Arc::new(DemoClock::starting_at(now - SPAN));
    let ports = deskhand_domain::use_cases::Ports {
        clock: clock.clone(),
        passwords: Arc::new(OneHash::over(parts.ports.passwords.clone())),
        ..parts.ports.clone()
    };
    // The stories go through states as people do; no policy of this desk may stop them half way.
    let rules = Rules { send_notices: false, workflow: Workflow::default(), ..wiring::rules(settings) };
    let desk = UseCases::new(ports, rules);

    let password = random_password();
    let cast = cast::engage(&desk, &*parts.ports.people, &password).await?;
    let bar = progress_bar(size.tickets);
    let mut die = Die::new(size.seed);
    let step = SPAN / size.tickets.max(1);
    for n in 0..size.tickets {
        clock.set((now - SPAN) + step * n);
        Story::new(&desk, &cast, &clock, now).tell(&mut die).await?;
        bar.inc(1);
    }
    bar.finish();
    println!("{} tickets, {} engineers, {} customers", size.tickets, cast.engineers.len(), cast.customers.len());
    if let (Some(engineer), Some(customer)) = (cast.engineers.first(), cast.customers.first()) {
        println!(
            "sign in as {} or {}; those made now have the password {password}",
            engineer.username, customer.username
        );
    }
    parts.database.close().await?;
    Ok(ExitCode::SUCCESS)
}

fn progress_bar(tickets: u32) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} tickets  {per_sec}  {eta} left");
    let bar = ProgressBar::new(u64::from(tickets));
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar
}
